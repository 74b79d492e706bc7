import { nowUs } from '../clock.ts';
import { type DropReason, NONE, type SessionsKept } from '../model.ts';
import { addDropped } from './add-dropped.ts';
import type { ArrivalQueue, SetAside } from './arrival-queue.ts';
import type { Exchange, ExchangeContext } from './exchange.ts';
import type { SenderOptions } from './messages.ts';
import { Session } from './session.ts';
import type { CookieTally, CookieTerms } from './session-cookies.ts';

/** What the sessions of a sender have in common with it. */
export interface SessionsTerms {
  readonly options: SenderOptions;
  readonly queue: ArrivalQueue;
  readonly context: ExchangeContext;
}

/**
 * The sessions of one sender: each has one request in flight at a time, and what is due meanwhile waits for the answer. A request of
 * nobody's goes as if there were no sessions.
 */
export class Sessions {
  readonly #terms: SessionsTerms;
  readonly #cookieTerms: CookieTerms;
  readonly #tally: CookieTally = { set: 0, refused: 0, bytes: 0 };
  /** By number; those that were used last come last. */
  readonly #sessions = new Map<number, Session>();
  /** Those of them that something waits for. */
  readonly #awaited = new Set<Session>();
  #waiting = 0;
  #begun = 0;
  #forgottenIdle = 0;
  #forgottenForRoom = 0;

  constructor(terms: SessionsTerms) {
    this.#terms = terms;
    const { origin, http2 } = terms.options.transport;
    this.#cookieTerms = { host: new URL(origin).host, http2, tally: this.#tally };
  }

  /** How many arrivals wait for their sessions. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether the next arrival may go. Otherwise it is seen to: it waits for its session, or too many do, and it is dropped. */
  admits(): boolean {
    const { queue, options } = this.#terms;
    const session = this.#sessions.get(queue.nextSession);
    if (session === undefined || !session.isBusy) return true;
    const next = queue.setAside();
    if (!options.closedLoop && this.#waiting >= options.maxInFlight) this.#drop(next, 'in-flight-cap', 0);
    else {
      session.waiting.push(next);
      this.#awaited.add(session);
      this.#waiting++;
    }
    return false;
  }

  /** Sends the next arrival, which may go. */
  send(exchange: Exchange, dueUs: number): void {
    const { queue } = this.#terms;
    const { nextSeq, nextSession } = queue;
    this.#send(exchange, this.#enter(nextSession), queue.takeFilled(), nextSeq, dueUs);
  }

  /** A request came to its end: whether its exchange has taken what waited for that. */
  goesOn(exchange: Exchange, mayGo: boolean): boolean {
    const { session } = exchange;
    if (session === null) return false;
    const { queue, context, options } = this.#terms;
    exchange.session = null;
    session.isBusy = false;
    session.freeUs = nowUs();
    if (!mayGo) return false;
    this.#dropOverdue(session, session.freeUs);
    const next = this.#takeWaiting(session);
    if (next === undefined) return false;
    const dueUs = options.closedLoop ? 0 : context.startUs + next.dueAtUs;
    this.#use(session, session.freeUs);
    this.#send(exchange, session, queue.takeUp(next), next.seq, dueUs);
    return true;
  }

  /** To be called now and then: what has waited too long is dropped, and sessions of long ago are forgotten. */
  keepHouse(nowUs: number): void {
    for (const session of this.#awaited) this.#dropOverdue(session, nowUs);
    let left = this.#sessions.size;
    for (const [number, session] of this.#sessions) {
      const isFull =
        this.#sessions.size > this.#share(MOST_SESSIONS) || this.#tally.bytes > this.#share(MOST_BYTES);
      if (left-- === 0 || !(isFull || nowUs - session.usedUs > IDLE_US)) return;
      this.#sessions.delete(number);
      if (session.isBusy) this.#sessions.set(number, session);
      else {
        session.forget();
        if (isFull) this.#forgottenForRoom++;
        else this.#forgottenIdle++;
      }
    }
  }

  end(): SessionsKept {
    return {
      begun: this.#begun,
      forgottenIdle: this.#forgottenIdle,
      forgottenForRoom: this.#forgottenForRoom,
      cookies: this.#tally.set,
      cookiesRefused: this.#tally.refused,
    };
  }

  /** The session with this number, or a new one; null: nobody's. */
  #enter(number: number): Session | null {
    if (Number.isNaN(number)) return null;
    const known = this.#sessions.get(number);
    if (known === undefined) this.#begun++;
    const session = known ?? new Session(number, this.#cookieTerms);
    this.#use(session, nowUs());
    return session;
  }

  #use(session: Session, nowUs: number): void {
    this.#sessions.delete(session.number);
    this.#sessions.set(session.number, session);
    session.usedUs = nowUs;
  }

  #send(
    exchange: Exchange,
    session: Session | null,
    request: ReturnType<ArrivalQueue['take']>,
    seq: number,
    dueUs: number,
  ): void {
    exchange.session = session;
    exchange.sessionWaitUs = 0;
    if (session !== null) {
      session.isBusy = true;
      // A closed loop has no due times.
      if (!this.#terms.options.closedLoop) exchange.sessionWaitUs = micros(session.freeUs - dueUs);
    }
    exchange.send(session === null ? request : session.dress(request), seq, dueUs);
  }

  #takeWaiting(session: Session): SetAside | undefined {
    const next = session.waiting.shift();
    if (next !== undefined) this.#waiting--;
    if (session.waiting.length === 0) this.#awaited.delete(session);
    return next;
  }

  #dropOverdue(session: Session, nowUs: number): void {
    const { options, context } = this.#terms;
    if (options.closedLoop) return;
    for (;;) {
      const waitedUs = nowUs - context.startUs - (session.waiting[0]?.dueAtUs ?? Infinity);
      if (waitedUs <= options.sessions!.maxWaitUs) return;
      this.#drop(this.#takeWaiting(session)!, 'session-overdue', waitedUs);
    }
  }

  #drop(arrival: SetAside, reason: DropReason, waitedUs: number): void {
    const { queue, context } = this.#terms;
    const { seq, dueAtUs } = arrival;
    addDropped(context.outcomes, { seq, dueAtUs, request: queue.takeUp(arrival) }, reason, micros(waitedUs));
  }

  /** Of a limit for all senders, that of this one. */
  #share(most: number): number {
    return Math.ceil(most / this.#terms.options.workers);
  }
}

function micros(us: number): number {
  return us <= 0 ? 0 : Math.min(Math.round(us), NONE - 1);
}

/** So long most servers keep a session in which nobody asks for anything. */
export const IDLE_US = 30 * 60e6;
/** Of all senders: those that were used longest ago are forgotten, when there are more, or when their cookies take more. */
export const MOST_SESSIONS = 200_000;
export const MOST_BYTES = 128 * 1024 * 1024;
