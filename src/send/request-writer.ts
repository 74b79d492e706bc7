import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Dispatcher } from 'undici';
import Client from 'undici/lib/dispatcher/client.js';
import type { Arrival } from '../model.ts';
import { clientOptions } from './client-options.ts';
import { type FillingOptions, RequestTemplates } from './request-templates.ts';
import { sendableOf } from './sendable-of.ts';

/**
 * Writes requests just as a sender does, but into memory: through the same packing and the same client, whose connection
 * is no socket. What comes out is what a target would get, to the byte.
 */
export class RequestWriter {
  readonly #client: Client;
  readonly #templates: RequestTemplates;
  #written: Buffer[] = [];

  constructor(origin: string, filling?: FillingOptions) {
    this.#templates = new RequestTemplates(filling);
    this.#client = new Client(origin, {
      ...clientOptions({ http2: false, streams: 1 }),
      connect: (_options, callback) => {
        const socket = new MemorySocket((bytes) => this.#written.push(bytes)) as Duplex as Socket;
        // Never at once: the client is still busy asking.
        setImmediate(() => callback(null, socket));
      },
    });
  }

  /** The bytes of one request at a time; rejects where the client refuses to write it. */
  async write(arrival: Arrival): Promise<Buffer> {
    const request = sendableOf(arrival, false, this.#templates);
    this.#written = [];
    await new Promise<void>((resolve, reject) => {
      this.#client.dispatch(request, {
        ...NOTHING,
        onResponseEnd: () => resolve(),
        onResponseError: (_, e) => reject(e),
      });
    });
    return Buffer.concat(this.#written);
  }

  close(): Promise<void> {
    return this.#client.destroy();
  }
}

const NOTHING = {
  onRequestStart() {},
  onResponseStart() {},
  onResponseData() {},
} satisfies Dispatcher.DispatchHandler;

/** A connection to nobody: keeps what is written, and answers once all of a request is. */
class MemorySocket extends Duplex {
  readonly #keep: (bytes: Buffer) => void;
  #answering = false;

  constructor(keep: (bytes: Buffer) => void) {
    super();
    this.#keep = keep;
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.#keep(bytes);
    // A request is written in one go; the answer comes in a later turn.
    if (!this.#answering) {
      this.#answering = true;
      setImmediate(() => {
        this.#answering = false;
        this.push('HTTP/1.1 204 No Content\r\n\r\n');
      });
    }
    done();
  }
}
