import type { IncomingHttpHeaders } from 'node:http';
import { Client, type Dispatcher } from 'undici';
import { nowUs } from '../clock.ts';
import { ANSWERED, NONE, RESULTS } from '../model.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import type { Connector } from './connector.ts';
import { CONNECT_TIMEOUT, failureReason, TIMEOUT } from './failure-reason.ts';
import type { OutcomeBuffer } from './outcome-buffer.ts';
import type { SendableRequest } from './pack-arrivals.ts';
import { redirectCause } from './redirect-cause.ts';
import type { User } from './users.ts';

/** What all connections of a sender share. */
export interface ConnectionContext {
  readonly origin: string;
  readonly connector: Connector;
  readonly outcomes: OutcomeBuffer;
  /** When the run began, on the shared clock. */
  startUs: number;
  /** Whether nothing was due at a time of its own, so that each request is due when it is sent. */
  readonly dueWhenSent: boolean;
  /** Called when the connection has nothing in flight any more; may send the next request at once. */
  readonly onFree: (connection: Connection) => void;
}

/**
 * One connection to the target, with at most one request in flight: an undici `Client`, and the handler of all its
 * requests in one. It is made once and used for many requests, so that a request allocates nothing here. (A `Pool`
 * searches its clients at each dispatch, which costs a quarter more CPU per request.)
 */
export class Connection implements Dispatcher.DispatchHandler {
  /** Microseconds on the shared clock at which the request in flight was sent; Infinity when there is none. */
  sentUs = Infinity;
  /** Whose request is in flight, in a closed model. */
  user: User | null = null;
  readonly #context: ConnectionContext;
  #client: Client;
  #controller: Dispatcher.DispatchController | null = null;
  #request!: SendableRequest;
  #seq = 0;
  #dueUs = 0;
  #status = 0;
  #ttfbUs = NONE;
  #bytes = 0;
  #causes = 0;
  /** Whether the request in flight had to wait for a new TCP connection. */
  #connecting = false;

  constructor(context: ConnectionContext) {
    this.#context = context;
    this.#client = this.#createClient();
  }

  /** Sends a request that is due at `dueUs` (shared clock). The outcome goes to the buffer, `onFree` is called. */
  send(request: SendableRequest, seq: number, dueUs: number): void {
    this.#request = request;
    this.#seq = seq;
    this.#dueUs = dueUs;
    this.#status = 0;
    this.#ttfbUs = NONE;
    this.#bytes = 0;
    this.#causes = request.causes;
    this.#connecting = false;
    this.#controller = null;
    this.sentUs = nowUs();
    this.#client.dispatch(request, this);
  }

  /** Ends the request in flight as failed. */
  timeOut(): void {
    if (this.#controller) {
      this.#controller.abort(new TimedOut(TIMEOUT));
    } else {
      // Still waiting for its TCP connection: undici can end that only together with the client.
      const stuck = this.#client;
      this.#client = this.#createClient();
      stuck.destroy(new TimedOut(CONNECT_TIMEOUT));
    }
  }

  close(): Promise<void> {
    return this.#client.destroy();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // An open connection is written to one turn of the event loop after `dispatch`: that turn is our lateness. The
    // time to open a new one is the target's, and what a user would have waited for it: it belongs to ttfb.
    if (!this.#connecting) this.sentUs = nowUs();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    { location }: IncomingHttpHeaders,
  ): void {
    if (this.#ttfbUs === NONE) this.#ttfbUs = micros(nowUs() - this.sentUs);
    if (status < 200) return;
    this.#status = status;
    if (status < 300 || status >= 400 || location === undefined) return;
    this.#causes |= redirectCause(location, this.#context.origin, this.#request.path);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
  }

  onResponseEnd(): void {
    this.#finish(ANSWERED, this.#status);
    this.#context.onFree(this);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish(RESULTS.indexOf(failureReason(error)), 0);
    // Not at once: undici is still clearing up, and must not find the next request there.
    setImmediate(this.#context.onFree, this);
  }

  #finish(result: number, status: number): void {
    const { outcomes, startUs, dueWhenSent } = this.#context;
    const dueUs = dueWhenSent ? this.sentUs : this.#dueUs;
    outcomes.add(
      this.#request,
      this.#seq,
      Math.round(dueUs - startUs),
      result,
      status,
      micros(this.sentUs - dueUs),
      this.#ttfbUs,
      micros(nowUs() - this.sentUs),
      this.#bytes,
      this.#causes,
    );
    this.sentUs = Infinity;
  }

  #createClient(): Client {
    const { origin, connector } = this.#context;
    return new Client(origin, {
      ...CLIENT_OPTIONS,
      connect: (options, callback) => {
        this.#connecting = true;
        connector.connect(options, callback);
      },
    });
  }
}

class TimedOut extends Error {
  readonly code: string;

  constructor(code: string) {
    super('no complete answer in time');
    this.code = code;
  }
}

function micros(us: number): number {
  return us <= 0 ? 0 : Math.min(Math.round(us), NONE - 1);
}
