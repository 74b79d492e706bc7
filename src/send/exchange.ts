import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { nowUs } from '../clock.ts';
import { ANSWERED, CAUSE, NONE, RESULTS } from '../model.ts';
import type { AnswerKeeper, ComingAnswer } from './answer-keeper.ts';
import type { Connection } from './connection.ts';
import { CONNECT_TIMEOUT, failureReason } from './failure-reason.ts';
import { followRedirect } from './follow-redirect.ts';
import { GivenUp } from './given-up.ts';
import type { OutcomeBuffer } from './outcome-buffer.ts';
import { redirectCause } from './redirect-cause.ts';
import type { SendableRequest } from './sendable-request.ts';
import type { Session } from './session.ts';
import type { User } from './users.ts';

/** What all exchanges of a sender share. */
export interface ExchangeContext {
  readonly origin: string;
  readonly outcomes: OutcomeBuffer;
  /** When the run began, on the shared clock. */
  startUs: number;
  /** So many redirects of an answer are followed at most. */
  readonly followRedirects: number;
  /** How many were followed in all. */
  redirectsFollowed: number;
  /** Keeps answers; null where none is to be kept. */
  readonly keeper: AnswerKeeper | null;
  /** Whether nothing was due at a time of its own, so that each request is due when it is sent. */
  readonly dueWhenSent: boolean;
  /** Called when nothing is in flight here any more; may send the next request at once. */
  readonly onFree: (exchange: Exchange) => void;
}

/**
 * A place for one request in flight on a connection, and the handler of all that go through it, one after the other. It is
 * made once and used for many requests, so that a request allocates nothing here.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Microseconds on the shared clock at which the request in flight was sent; Infinity when there is none. */
  sentUs = Infinity;
  /** How long the last one took. */
  serviceUs = 0;
  /** Whose request is in flight, in a closed model. */
  user: User | null = null;
  /** Of the answer. */
  protected ttfbUs = NONE;
  protected bytes = 0;
  /** Whose it is where clients are kept apart, and how long it waited for the answer before it. */
  session: Session | null = null;
  sessionWaitUs = 0;
  /** The number of the session that its connection belongs to; no number where it is anybody's. */
  owner = Number.NaN;
  readonly #context: ExchangeContext;
  readonly connection: Connection;
  #controller: Dispatcher.DispatchController | null = null;
  #request!: SendableRequest;
  #seq = 0;
  #dueUs = 0;
  #status = 0;
  #causes = 0;
  /** How many redirects were followed, and the request that the last of them asks for. */
  #hops = 0;
  #next: SendableRequest | null = null;
  /** The answer, where it is to be kept. */
  #answer: ComingAnswer | null = null;
  /** Whether the request never got its turn on the connection, and nobody waits for it any more. */
  #abandoned = false;

  constructor(context: ExchangeContext, connection: Connection) {
    this.#context = context;
    this.connection = connection;
  }

  /** Sends a request that is due at `dueUs` (shared clock). The outcome goes to the buffer, `onFree` is called. */
  send(request: SendableRequest, seq: number, dueUs: number): void {
    this.begin(request, seq, dueUs);
    this.connection.client.dispatch(request, this);
  }

  /** From here on the request counts as sent. */
  protected begin(request: SendableRequest, seq: number, dueUs: number): void {
    this.#request = request;
    this.#seq = seq;
    this.#dueUs = dueUs;
    this.#status = 0;
    this.ttfbUs = NONE;
    this.bytes = 0;
    this.#causes = request.causes;
    this.#hops = 0;
    this.#controller = null;
    this.sentUs = nowUs();
  }

  /** Whether no byte of the answer has come. */
  get isSilent(): boolean {
    return this.ttfbUs === NONE;
  }

  /**
   * Ends the request in flight as failed; `code` says why. False where it waits for its turn on a connection that others use, or
   * for the connection: then it has its outcome, but undici still holds on to it, and this exchange is of no more use.
   */
  giveUp(code: string): boolean {
    if (this.#controller) this.#controller.abort(new GivenUp(code));
    else if (this.connection.isShared) this.#abandon(this.connection.isOpen ? code : CONNECT_TIMEOUT);
    else this.connection.restart(new GivenUp(CONNECT_TIMEOUT));
    return !this.#abandoned;
  }

  #abandon(code: string): void {
    this.#abandoned = true;
    this.finish(RESULTS.indexOf(failureReason(new GivenUp(code))), 0);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#abandoned) {
      controller.abort(new GivenUp(CONNECT_TIMEOUT));
      return;
    }
    this.connection.awaitsAnswer = true;
    const isRepeated = this.#controller !== null;
    this.#controller = controller;
    // What a target of HTTP/2 turned down unseen is sent again, and redirects are part of the whole: all that is the target's time.
    if (isRepeated || this.#hops > 0) return;
    // An open connection is written to one turn of the event loop after `dispatch`: that turn is our lateness. The
    // time to open a new one is the target's, and what a user would have waited for it: it belongs to ttfb.
    if (this.connection.openedUs < this.sentUs) this.sentUs = nowUs();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (this.ttfbUs === NONE) this.ttfbUs = micros(nowUs() - this.sentUs);
    if (status < 200) return;
    this.#status = status;
    const { origin, followRedirects, keeper } = this.#context;
    if (keeper !== null) this.#answer = keeper.begin(status, headers);
    const { location, 'set-cookie': setCookie } = headers;
    if (this.session !== null && setCookie !== undefined) this.session.hear(setCookie, this.#request);
    if (status < 300 || status >= 400 || location === undefined) return;
    this.#causes |= redirectCause(location, origin, this.#request.path);
    if (this.#hops < followRedirects) this.#next = followRedirect(this.#request, status, location, origin);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.#answer !== null) this.#answer.add(chunk);
  }

  onResponseEnd(): void {
    if (this.#next !== null) this.#follow(this.#next);
    else this.answered(this.#status);
  }

  /** The answer is complete. */
  protected answered(status: number): void {
    this.finish(ANSWERED, status);
    this.#context.onFree(this);
  }

  #follow(next: SendableRequest): void {
    const request = this.session === null ? next : this.session.dress(next);
    this.#request = request;
    this.#next = null;
    this.#answer = null;
    this.#hops++;
    this.#context.redirectsFollowed++;
    this.#causes |= CAUSE.followed;
    this.ttfbUs = NONE;
    this.#controller = null;
    this.connection.client.dispatch(request, this);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#abandoned) return;
    this.#next = null;
    this.finish(RESULTS.indexOf(failureReason(this.connection.failWith(error))), 0);
    // Not at once: undici is still clearing up, and must not find the next request there.
    setImmediate(this.#context.onFree, this);
  }

  /** Makes the outcome of the request, which ended just now or at `endedUs`. */
  protected finish(result: number, status: number, endedUs = nowUs()): void {
    if (this.#answer !== null) this.#keep(this.#answer, result);
    const { outcomes, startUs, dueWhenSent } = this.#context;
    this.serviceUs = endedUs - this.sentUs;
    const dueUs = dueWhenSent ? this.sentUs : this.#dueUs;
    outcomes.add(
      this.#request,
      this.#seq,
      Math.round(dueUs - startUs),
      result,
      status,
      micros(this.sentUs - dueUs - this.sessionWaitUs),
      this.ttfbUs,
      micros(this.serviceUs),
      this.bytes,
      this.#causes,
      this.sessionWaitUs,
    );
    this.sentUs = Infinity;
  }

  #keep(answer: ComingAnswer, result: number): void {
    this.#context.keeper!.end(answer, this.#request, this.#seq, result);
    this.#answer = null;
  }
}

function micros(us: number): number {
  return us <= 0 ? 0 : Math.min(Math.round(us), NONE - 1);
}
