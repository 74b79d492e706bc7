import Client from 'undici/lib/dispatcher/client.js';
import { nowUs } from '../clock.ts';
import { clientOptions } from './client-options.ts';
import type { Connector } from './connector.ts';
import { errorCode } from './failure-reason.ts';
import { hearStreamErrors } from './hear-stream-errors.ts';
import { type Awaiting, passOverContinue } from './pass-over-continue.ts';
import type { TransportOptions } from './transport-options.ts';

/** What all connections of a sender share. */
export interface ConnectionContext {
  readonly transport: TransportOptions;
  readonly connector: Connector;
}

/**
 * One connection to the target: an undici `Client`, which opens it anew whenever that is needed. (A `Pool` searches its
 * clients at each dispatch, which costs a quarter more CPU per request.)
 */
export class Connection implements Awaiting {
  readonly #context: ConnectionContext;
  /** When it was last opened, on the shared clock; -Infinity before. */
  openedUs = -Infinity;
  client: Client;
  awaitsAnswer = false;
  /** How often the target said more than it was asked for, which ends the connection. */
  unasked = 0;
  /** What the last request that came to nothing since it was opened failed with. */
  #failedWith: Error | null = null;

  constructor(context: ConnectionContext) {
    this.#context = context;
    if (context.transport.http2) hearStreamErrors();
    this.client = this.#createClient();
  }

  /** Opens it anew. What waits for it to open fails: undici can end that only together with the client. */
  restart(error: Error | null = null): void {
    const stuck = this.client;
    this.client = this.#createClient();
    void stuck.destroy(error);
  }

  /** What a request fails with: what waited for a session of HTTP/2 that broke, with that over which it did. */
  failWith(error: Error): Error {
    const cause = this.#failedWith;
    if (cause && errorCode(error) === 'ERR_HTTP2_INVALID_SESSION' && errorCode(cause) === 'ERR_HTTP2_ERROR')
      return cause;
    this.#failedWith = error;
    return error;
  }

  /** Whether other requests may be in flight on it, too. */
  get isShared(): boolean {
    return this.#context.transport.http2;
  }

  get isOpen(): boolean {
    return this.client.stats.connected;
  }

  close(): Promise<void> {
    return this.client.destroy();
  }

  #createClient(): Client {
    const { transport, connector } = this.#context;
    const client = new Client(transport.origin, {
      ...clientOptions(transport),
      connect: (_options, callback) => {
        connector.connect((...opened) => {
          this.openedUs = nowUs();
          this.#failedWith = null;
          const [, socket] = opened;
          if (socket && !transport.http2) passOverContinue(socket, this);
          callback(...opened);
        });
      },
    });
    return client.on('disconnect', (_origin, _targets, error) => {
      if (error !== this.#failedWith && isAboutAnAnswer(error)) this.unasked++;
    });
  }
}

/** Whether the connection broke over an answer: a request has failed with it, or there was none that it could be of. */
function isAboutAnAnswer(error: Error): boolean {
  return error.message === 'bad response' || /^HPE_/.test(errorCode(error));
}
