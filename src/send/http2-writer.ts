import { once } from 'node:events';
import { performServerHandshake, type ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Dispatcher } from 'undici';
import Client from 'undici/lib/dispatcher/client.js';
import type { Arrival } from '../model.ts';
import { clientOptions } from './client-options.ts';
import { type FillingOptions, RequestTemplates } from './request-templates.ts';
import { sendableOf } from './sendable-of.ts';

/**
 * Tells requests just as a server gets them over HTTP/2: through the same packing and the same client, whose connection is
 * no socket but leads to a server in this very process.
 */
export class Http2Writer {
  readonly #client: Client;
  readonly #templates: RequestTemplates;
  #arrived = Promise.withResolvers<Buffer>();

  constructor(origin: string, filling?: FillingOptions) {
    this.#templates = new RequestTemplates(filling);
    this.#client = new Client(origin, {
      ...clientOptions({ http2: true, streams: 1 }),
      connect: (_options, callback) => {
        const [ours, theirs] = duplexPair();
        performServerHandshake(theirs).on('stream', (stream, _headers, _flags, rawHeaders) => {
          void this.#receive(stream, rawHeaders);
        });
        const socket = Object.assign(ours, { alpnProtocol: 'h2' }) as unknown as Socket;
        // Never at once: the client is still busy asking.
        setImmediate(() => callback(null, socket));
      },
    });
  }

  /** One request at a time: a line for each header, in the order in which they go, an empty line, and the body. */
  async write(arrival: Arrival): Promise<Buffer> {
    const request = sendableOf(arrival, true, this.#templates);
    this.#arrived = Promise.withResolvers();
    await new Promise<void>((resolve, reject) => {
      this.#client.dispatch(request, {
        ...NOTHING,
        onResponseEnd: () => resolve(),
        onResponseError: (_, e) => reject(e),
      });
    });
    return this.#arrived.promise;
  }

  close(): Promise<void> {
    return this.#client.destroy();
  }

  async #receive(stream: ServerHttp2Stream, rawHeaders: readonly string[]): Promise<void> {
    const body = await buffer(stream);
    const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}\r\n`] : []));
    this.#arrived.resolve(Buffer.concat([Buffer.from(`${lines.join('')}\r\n`, 'latin1'), body]));
    stream.respond({ ':status': 204 }, { endStream: true });
    await once(stream, 'close');
  }
}

const NOTHING = {
  onRequestStart() {},
  onResponseStart() {},
  onResponseData() {},
} satisfies Dispatcher.DispatchHandler;
