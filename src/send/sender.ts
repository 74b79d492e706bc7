import { nowUs } from '../clock.ts';
import type { DropReason, OutcomeBatch } from '../model.ts';
import { addDropped } from './add-dropped.ts';
import { ArrivalQueue } from './arrival-queue.ts';
import { Backlog } from './backlog.ts';
import type { Exchange, ExchangeContext } from './exchange.ts';
import { exchangeContext } from './exchange-context.ts';
import { Exchanges } from './exchanges.ts';
import { LoadMeter } from './load-meter.ts';
import type { SenderEnd, SenderOptions } from './messages.ts';
import { LARGE_BATCH, OutcomeBuffer } from './outcome-buffer.ts';
import type { PackedArrivals } from './pack-arrivals.ts';
import { Patience } from './patience.ts';
import type { Captured } from './request-templates.ts';
import type { SenderClients } from './sender-clients.ts';
import type { SenderEvents } from './sender-events.ts';
import { NO_PARTS, type SenderParts } from './sender-parts.ts';
import type { Sessions } from './sessions.ts';
import { Users } from './users.ts';
import { createWaiter, type Waiter } from './waiter.ts';

/**
 * Sends arrivals at their due times (open model), or as connections come free (closed loop), and makes exactly one
 * outcome of each. Runs in a thread of its own; knows nothing of threads.
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #events: SenderEvents;
  readonly #queue: ArrivalQueue;
  readonly #context: ExchangeContext;
  readonly #backlog: Backlog;
  readonly #patience = new Patience();
  readonly #users: Users | null;
  readonly #sessions: Sessions | null;
  readonly #exchanges: Exchanges;
  readonly #waiter: Waiter;
  readonly #load = new LoadMeter();
  readonly #clients: SenderClients | null;
  #housekeeping: NodeJS.Timeout | undefined;
  #endUs = Infinity;
  #started = false;
  /** No more arrivals will be handed over. */
  #complete = false;
  #done = false;
  #forgotten = 0;

  constructor(options: SenderOptions, events: SenderEvents, parts: SenderParts = NO_PARTS) {
    const { clients, Sessions, sleep } = parts;
    const { worker, workers, transport, users } = options;
    this.#options = options;
    this.#events = events;
    this.#clients = clients;
    this.#queue = new ArrivalQueue(options.taken, transport.http2, options.filling);
    this.#users = users && new Users(users, worker, workers);
    this.#backlog = new Backlog(options.catchUp, options.maxOverdueUs);
    const handOver = (batch: OutcomeBatch) => events.onOutcomes(batch, this.#exchanges.inFlight);
    const outcomes = new OutcomeBuffer(
      worker,
      handOver,
      options.closedLoop && !users ? LARGE_BATCH : undefined,
    );
    const onFree = (exchange: Exchange) => this.#onFree(exchange);
    this.#context = exchangeContext(options, clients !== null, { outcomes, onFree });
    this.#exchanges = new Exchanges(this.#context, options, clients);
    this.#sessions = Sessions && new Sessions({ options, queue: this.#queue, context: this.#context });
    const nothingInFlight = () => this.#exchanges.inFlight === 0;
    this.#waiter = createWaiter(() => this.#sendDue(), nowUs, nothingInFlight, sleep);
  }

  /** Starts the clients, and opens the connections that the first requests will use. */
  async prepare(): Promise<void> {
    await this.#clients?.start();
    await this.#exchanges.openAhead();
  }

  add(arrivals: PackedArrivals): void {
    this.#queue.push(arrivals);
    if (!this.#started) return;
    if (!this.#options.closedLoop) this.#load.handed(nowUs() - this.#context.startUs - arrivals.dueAtUs[0]);
    this.#sendDue();
  }

  /** Begins the run at `atUs`; a closed loop sends nothing after `endAtUs` (shared clock); users begin not before `usersFromUs`. */
  start(atUs: number, endAtUs: number, usersFromUs = 0): void {
    // A stop may have come first: what would begin now, nobody would end.
    if (this.#done) return;
    this.#context.startUs = atUs;
    this.#endUs = endAtUs;
    this.#started = true;
    this.#users?.beginFrom(usersFromUs);
    this.#load.begin(nowUs());
    const everyMs = Math.max(1, Math.min(FLUSH_MS, this.#options.transport.ttfbTimeoutMs / 10));
    this.#housekeeping = setInterval(() => this.#keepHouse(), everyMs);
    if (this.#options.closedLoop && !this.#users) this.#waiter.wait(Math.max(0, atUs - nowUs()));
    else this.#sendDue();
  }

  /** Sends what is due up to `dueUs` from the start, forgets the rest, and ends when all that is in flight has. */
  stop(dueUs: number): void {
    this.#forgotten = this.#queue.dropAfter(this.#options.closedLoop ? -1 : dueUs);
    this.end();
  }

  /** What is sent from now on has what another login brought. */
  capture(captured: Captured): void {
    this.#queue.capture(captured);
  }

  /** Says that no more arrivals will come. */
  end(): void {
    this.#complete = true;
    this.#endIfDone();
  }

  #sendDue(): void {
    if (this.#users) this.#wakeUsers(this.#users);
    else if (this.#options.closedLoop) this.#fillConnections();
    else this.#sendOverdue();
  }

  /** Open model: sends everything that is due by now, then waits for the next. */
  #sendOverdue(): void {
    const { startUs } = this.#context;
    const exchanges = this.#exchanges.count;
    for (let sends = 0; ; sends++) {
      // Connections that seem busy may only wait for their answers to be read.
      const opened = this.#exchanges.count - exchanges;
      if (sends === SENDS_A_TURN || opened === OPENS_A_TURN) {
        this.#waiter.turn();
        return;
      }
      const dueUs = startUs + this.#queue.nextDueAtUs;
      const overdueUs = nowUs() - dueUs;
      if (overdueUs < 0) break;
      if (overdueUs > this.#options.maxOverdueUs) {
        this.#drop('overdue');
        continue;
      }
      if (this.#sessions?.admits() === false) continue;
      if (this.#backlog.holdsUp(overdueUs)) {
        const waitUs = this.#backlog.waitUs(dueUs, dueUs + overdueUs);
        if (waitUs > 0) {
          this.#waiter.wait(waitUs);
          return;
        }
        if (this.#exchanges.mustOpen && !this.#patience.mayOpen(nowUs())) {
          this.#waiter.turn();
          return;
        }
      }
      const exchange = this.#exchanges.take(this.#queue.nextSession);
      if (exchange) this.#sendNext(exchange, dueUs);
      else this.#drop('in-flight-cap');
    }
    if (!this.#queue.empty) this.#waiter.wait(Math.max(0, startUs + this.#queue.nextDueAtUs - nowUs()));
    else this.#endIfDone();
  }

  /** Closed loop: every connection that is free takes the next arrival. */
  #fillConnections(): void {
    if (nowUs() < this.#context.startUs) return;
    while (!this.#queue.empty && nowUs() < this.#endUs) {
      if (this.#sessions?.admits() === false) continue;
      const exchange = this.#exchanges.take(this.#queue.nextSession);
      if (!exchange) return;
      this.#sendNext(exchange, 0);
    }
    this.#endIfDone();
  }

  /** Closed model: every user whose pause is over sends the next request of the log, but none after the end. */
  #wakeUsers(users: Users): void {
    const { startUs } = this.#context;
    for (let sends = 0; !this.#queue.empty; sends++) {
      if (sends === SENDS_A_TURN) {
        this.#waiter.turn();
        return;
      }
      const dueUs = startUs + users.nextUs;
      const now = nowUs();
      if (dueUs > now || now >= this.#endUs) break;
      const exchange = this.#exchanges.take()!;
      exchange.user = users.take();
      this.#sendNext(exchange, dueUs);
    }
    const nextUs = Math.max(startUs + users.nextUs, nowUs());
    if (!this.#queue.empty && nextUs < this.#endUs) this.#waiter.wait(nextUs - nowUs());
    this.#endIfDone();
  }

  #onFree(exchange: Exchange): void {
    if (this.#users) {
      this.#users.pause(exchange.user!, nowUs() - this.#context.startUs);
      this.#exchanges.putBack(exchange);
      this.#wakeUsers(this.#users);
      return;
    }
    if (this.#backlog.active) this.#patience.answered(exchange.serviceUs, nowUs());
    if (this.#sessions?.goesOn(exchange, !this.#options.closedLoop || nowUs() < this.#endUs)) return;
    this.#exchanges.putBack(exchange);
    if (this.#options.closedLoop) this.#fillConnections();
    else this.#endIfDone();
  }

  #sendNext(exchange: Exchange, dueUs: number): void {
    const { nextSeq } = this.#queue;
    if (this.#sessions) this.#sessions.send(exchange, dueUs);
    else exchange.send(this.#queue.takeFilled(), nextSeq, dueUs);
  }

  #drop(reason: DropReason): void {
    const { nextSeq: seq, nextDueAtUs: dueAtUs } = this.#queue;
    addDropped(this.#context.outcomes, { seq, dueAtUs, request: this.#queue.take() }, reason);
  }

  #keepHouse(): void {
    const now = nowUs();
    // After what has come meanwhile is read: a pause of this thread is not the target's.
    setImmediate(() => this.#exchanges.timeOut(nowUs()));
    if (!this.#queue.empty) this.#load.sample(now, this.#waiter.spunUs());
    this.#sessions?.keepHouse(now);
    this.#exchanges.closeSpares(now);
    this.#flush();
    this.#endIfDone();
  }

  #endIfDone(): void {
    const closedLoopOver = this.#options.closedLoop && nowUs() >= this.#endUs;
    const nothingToSend = this.#complete && (this.#queue.empty || closedLoopOver);
    if (this.#done || !nothingToSend || this.#exchanges.inFlight > 0) return;
    this.#done = true;
    clearInterval(this.#housekeeping);
    this.#waiter.cancel();
    this.#flush(true);
    // A closed loop whose time is over may have some left.
    this.#forgotten += this.#queue.dropAfter(-1);
    if (this.#options.closedLoop) this.#forgotten += this.#sessions?.waiting ?? 0;
    const load = this.#load.end(this.#options.worker);
    const sessions = this.#sessions?.end() ?? null;
    if (this.#clients === null) this.#tellEnd({ load, sessions, clientReasons: [] });
    else void this.#clients.stop().then((clientReasons) => this.#tellEnd({ load, sessions, clientReasons }));
  }

  #tellEnd(told: Pick<SenderEnd, 'load' | 'sessions' | 'clientReasons'>): void {
    this.#events.onDone({ forgotten: this.#forgotten, ...told, ...this.#exchanges.end() });
  }

  #flush(isEnd = false): void {
    this.#context.outcomes.flush();
    const answers = this.#context.keeper?.take(isEnd) ?? [];
    if (answers.length > 0) this.#events.onAnswers(answers);
  }
}

/** After so many sends in a row, or connections that they needed, answers get their turn before the backlog goes on. */
const SENDS_A_TURN = 128;
const OPENS_A_TURN = 4;
/** How often outcomes are handed over, and how exactly timeouts are kept. */
const FLUSH_MS = 100;
