import { Client } from 'undici';
import { nowUs } from '../clock.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import type { Connector } from './connector.ts';

/** What all connections of a sender share. */
export interface ConnectionContext {
  readonly origin: string;
  readonly connector: Connector;
}

/**
 * One connection to the target: an undici `Client`, which opens it anew whenever that is needed. (A `Pool` searches its
 * clients at each dispatch, which costs a quarter more CPU per request.)
 */
export class Connection {
  readonly #context: ConnectionContext;
  /** When it was last opened, on the shared clock; -Infinity before. */
  openedUs = -Infinity;
  client: Client;

  constructor(context: ConnectionContext) {
    this.#context = context;
    this.client = this.#createClient();
  }

  /** Fails what waits for it to open: undici can end that only together with the client. */
  restart(error: Error): void {
    const stuck = this.client;
    this.client = this.#createClient();
    void stuck.destroy(error);
  }

  close(): Promise<void> {
    return this.client.destroy();
  }

  #createClient(): Client {
    const { origin, connector } = this.#context;
    return new Client(origin, {
      ...CLIENT_OPTIONS,
      connect: (options, callback) => {
        connector.connect(options, (...opened) => {
          this.openedUs = nowUs();
          callback(...opened);
        });
      },
    });
  }
}
