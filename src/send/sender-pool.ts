import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from '../clock.ts';
import type { Arrival, OutcomeBatch } from '../model.ts';
import { abortedOutcomes } from './aborted-outcomes.ts';
import { couldNotStart } from './could-not-start.ts';
import { Halt } from './halt.ts';
import { KeptRequests } from './kept-requests.ts';
import type { FromSender, ToSender } from './messages.ts';
import type { PackedArrival } from './packed-arrival.ts';
import { ownOptions, type PoolEvents, type SenderPoolOptions, type SendResult } from './pool-terms.ts';
import type { Captured } from './request-templates.ts';
import { SenderHandle } from './sender-handle.ts';
import { shareOf } from './share-of.ts';

/**
 * The sender threads of a run, seen from the main thread. `shareOf` says which arrival goes to which. Senders
 * are kept a second ahead of the clock, so that a pause here (a garbage collection, a slow disk) delays nothing.
 */
export class SenderPool {
  /** The moment (shared clock) from which what is due counts, once it is known. */
  readonly started = Promise.withResolvers<number>();
  readonly #options: SenderPoolOptions;
  readonly #events: PoolEvents;
  readonly #threads: SenderHandle[];
  readonly #kept: KeptRequests;
  readonly #lost: { worker: number; error: unknown }[] = [];
  readonly #halt = new Halt();
  #progress = Promise.withResolvers<void>();
  #handed = 0;
  #finished = 0;
  #forgotten = 0;
  #startUs: number | null = null;
  #endAtUs = Infinity;
  /** Whether the plan is complete. */
  #ended = false;
  #closed = false;
  #stoppedAtUs: number | null = null;
  #sendingEndsUs = Infinity;
  #endTimer: NodeJS.Timeout | undefined;
  /** The time of a plan that has no end of its own is over. */
  #timeIsOver = false;

  /** Starts the threads and opens connections. */
  static async start(options: SenderPoolOptions, events: PoolEvents): Promise<SenderPool> {
    const pool = new SenderPool(options, events);
    try {
      await Promise.all(pool.#threads.map((thread) => thread.ready.promise));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  private constructor(options: SenderPoolOptions, events: PoolEvents) {
    this.#options = options;
    this.#events = events;
    // What is followed never comes again.
    this.#kept = new KeptRequests(options.following ? 0 : undefined);
    this.#threads = Array.from({ length: options.workers }, (_, worker) => this.#startThread(worker));
  }

  /** Requests sent and not yet answered, as of the senders' last reports. */
  get inFlight(): number {
    return this.#threads.reduce((sum, { inFlight }) => sum + inFlight, 0);
  }

  /** When the last arrival is due, from the start of the run; Infinity while there may be more. */
  get sendingEndsUs(): number {
    return this.#sendingEndsUs;
  }

  /** Microseconds since the start of the run; 0 before. */
  get elapsedUs(): number {
    return this.#startUs === null ? 0 : Math.max(0, nowUs() - this.#startUs);
  }

  /**
   * Sends the whole plan; resolves when every arrival has its outcome. A closed loop, and what is followed, ends after
   * `durationUs`. Rejects when the plan breaks off, once what was sent until then has its outcome too.
   */
  async run(plan: AsyncIterable<readonly Arrival[]>, durationUs: number | null): Promise<SendResult> {
    try {
      await this.#handAll(plan[Symbol.asyncIterator](), durationUs);
    } catch (error) {
      this.stop();
      throw error;
    } finally {
      await Promise.all(this.#threads.map((thread) => thread.done.promise));
      clearTimeout(this.#endTimer);
    }
    return {
      planned: this.#handed - this.#forgotten,
      stoppedAtUs: this.#stoppedAtUs,
      lost: this.#lost,
      ends: this.#threads.flatMap(({ result }) => result ?? []),
    };
  }

  async #handAll(pages: AsyncIterator<readonly Arrival[]>, durationUs: number | null): Promise<void> {
    let lastDueUs = 0;
    if (this.#options.following && this.#stoppedAtUs === null) this.#startRun(durationUs);
    while (this.#stoppedAtUs === null && !this.#timeIsOver) {
      const next = await this.#halt.unless(pages.next());
      if (next === null || next.done) break;
      this.#hand(next.value);
      lastDueUs = next.value[next.value.length - 1].dueAtUs;
      if (this.#startUs === null && this.#isFarEnoughAhead(lastDueUs)) this.#startRun(durationUs);
      if (this.#startUs !== null) await this.#halt.unless(this.#waitForRoom(lastDueUs));
    }
    this.#sendingEndsUs = lastDueUs;
    if (this.#stoppedAtUs === null) {
      if (this.#startUs === null) this.#startRun(durationUs);
      this.#ended = true;
      this.#tellAll({ type: 'end' });
    }
    void pages.return?.();
  }

  /** Sends nothing that is due later than in a moment; what is in flight is waited for. */
  stop(): void {
    if (this.#stoppedAtUs !== null) return;
    // The senders hear of it at different times: until then, all of them are to go on.
    const delayUs = this.#options.closedLoop ? 0 : STOP_DELAY_US;
    this.#stoppedAtUs = this.#startUs === null ? 0 : this.elapsedUs + delayUs;
    this.#tellAll({ type: 'stop', dueUs: this.#startUs === null ? -1 : this.#stoppedAtUs });
    this.#halt.now();
  }

  /** Another login brought other values: what is sent from now on has them. */
  capture(captured: Captured): void {
    for (const thread of this.#threads) if (!thread.isDone) thread.capture(captured);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #startRun(durationUs: number | null): void {
    const atUs = nowUs() + START_DELAY_US;
    this.#startUs = atUs;
    this.#endAtUs = durationUs === null ? Infinity : atUs + durationUs;
    this.started.resolve(atUs);
    this.#tellAll({ type: 'start', atUs, endAtUs: this.#endAtUs, usersFromUs: 0 });
    if (!this.#isAheadByCount || durationUs === null) return;
    const inMs = Math.min((durationUs + START_DELAY_US) / 1000, MAX_TIMEOUT_MS);
    this.#endTimer = setTimeout(() => this.#endPlan(), inMs);
  }

  /** Ends a plan that has no end of its own. */
  #endPlan(): void {
    this.#timeIsOver = true;
    if (this.#options.closedLoop) this.stop();
    else this.#halt.now();
  }

  #hand(page: readonly Arrival[]): void {
    this.#handed += page.length;
    for (const thread of this.#threads) thread.hand(shareOf(page, this.#options.workers, thread.number));
  }

  /** Where no time is known beforehand, what the senders may hold is a number. */
  get #isAheadByCount(): boolean {
    return this.#options.closedLoop || this.#options.following;
  }

  #isFarEnoughAhead(lastDueUs: number): boolean {
    if (!this.#isAheadByCount) return lastDueUs > this.elapsedUs + AHEAD_US;
    // Enough for what they finish between two reports; what waits for answers comes on top of what is to be sent.
    const { workers, following, maxInFlight } = this.#options;
    return this.#handed - this.#finished >= WINDOW * workers + (following ? maxInFlight : 0);
  }

  async #waitForRoom(lastDueUs: number): Promise<void> {
    while (this.#isFarEnoughAhead(lastDueUs) && this.#stoppedAtUs === null) {
      if (this.#isAheadByCount) await this.#progress.promise;
      else await sleep(Math.min(MAX_SLEEP_MS, Math.max(1, (lastDueUs - this.elapsedUs - AHEAD_US) / 1000)));
    }
  }

  #startThread(worker: number): SenderHandle {
    return new SenderHandle(ownOptions(this.#options, worker), this.#kept, {
      onMessage: (thread, message) => this.#hear(thread, message),
      onExit: (thread, error) => this.#lose(thread, error),
    });
  }

  #hear(thread: SenderHandle, message: Exclude<FromSender, { type: 'not-started' }>): void {
    switch (message.type) {
      case 'ready':
        thread.isReady = true;
        thread.ready.resolve();
        break;
      case 'outcomes':
        thread.inFlight = message.inFlight;
        thread.settle(message.batch);
        this.#receive(message.batch);
        break;
      case 'answers':
        this.#events.onAnswers?.(message.answers);
        break;
      case 'done':
        this.#forgotten += message.forgotten;
        thread.result = message;
        thread.end();
        break;
      default:
        message satisfies never;
    }
  }

  #receive(batch: OutcomeBatch): void {
    this.#finished += batch.count;
    this.#events.onOutcomes(batch);
    this.#progress.resolve();
    this.#progress = Promise.withResolvers();
  }

  /** A sender died. What it had begun with has failed; the rest goes to the one that takes its place, or is forgotten. */
  #lose(thread: SenderHandle, error: unknown): void {
    if (thread.isDone || this.#closed) return;
    this.#lost.push({ worker: thread.number, error });
    thread.ready.reject(couldNotStart(thread.number, error));
    const { begun, waiting } = thread.owed();
    const dueAtUs = this.#options.closedLoop ? this.elapsedUs : null;
    for (const batch of abortedOutcomes(thread.number, begun, dueAtUs)) this.#receive(batch);
    const mayGoOn = thread.isReady && this.#stoppedAtUs === null && this.#lost.length <= MOST_REPLACED;
    if (mayGoOn) this.#replace(thread, waiting);
    else {
      this.#forgotten += waiting.length;
      thread.end();
      this.stop();
    }
  }

  #replace(thread: SenderHandle, waiting: readonly PackedArrival[]): void {
    thread.replace();
    thread.hand(waiting);
    const atUs = this.#startUs;
    if (atUs !== null)
      thread.tell({ type: 'start', atUs, endAtUs: this.#endAtUs, usersFromUs: this.elapsedUs });
    if (this.#ended) thread.tell({ type: 'end' });
  }

  #tellAll(message: ToSender): void {
    for (const thread of this.#threads) if (!thread.isDone) thread.tell(message);
  }
}

/** A machine that takes more senders than this from a run has no room for it. */
const MOST_REPLACED = 10;
const START_DELAY_US = 20_000;
const STOP_DELAY_US = 20_000;
const AHEAD_US = 1_000_000;
const MAX_SLEEP_MS = 250;
/** What a timer of Node can hold; longer ones would end at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;
const WINDOW = 16_384;
