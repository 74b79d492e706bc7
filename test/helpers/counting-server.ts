import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { nowUs } from '../../src/clock.ts';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** The request target as it was on the wire, one character per byte. */
  readonly url: string;
  /** Names and values in turn, as they were on the wire, one character per byte. */
  readonly rawHeaders: readonly string[];
  /** Without its framing; what has come so far while it is not complete. */
  readonly body: Buffer;
  /** Whether the body came to its end. */
  readonly complete: boolean;
  /** When the head was there, on the clock that reprise itself uses. */
  readonly atUs: number;
  /** Which connection it came over, counted from 0. */
  readonly connection: number;
}

/** What to answer; 200, no delay and a body of `ok` where it does not say. */
export interface Answer {
  readonly status?: number;
  readonly body?: string | Uint8Array;
  /** Counted from the end of the request. */
  readonly delayMs?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

export interface CountingServerOptions {
  /** Asked once a request is complete. */
  readonly answer?: (request: ReceivedRequest) => Answer | undefined;
  readonly port?: number;
}

export interface CountingServer {
  readonly url: string;
  readonly port: number;
  /** In the order in which their heads arrived. */
  readonly requests: readonly ReceivedRequest[];
  /** How many connections were opened so far. */
  readonly connections: number;
  /** The codes of what arrived and was no HTTP. */
  readonly malformed: readonly string[];
  /** Resolves when so many requests have arrived in all, complete ones. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts an HTTP/1.1 server that records what arrives, to the byte: end-to-end tests assert here, at the far end. */
export async function startCountingServer(options: CountingServerOptions = {}): Promise<CountingServer> {
  const { answer = () => undefined, port = 0 } = options;
  const requests: Recording[] = [];
  const malformed: string[] = [];
  const numbers = new WeakMap<Socket, number>();
  let connections = 0;
  let complete = 0;

  const server = createServer(SERVER_OPTIONS, (message, response) => {
    const recording = record(message, numbers.get(message.socket)!);
    requests.push(recording);
    message.on('end', () => {
      recording.complete = true;
      complete++;
      server.emit('received');
      respond(response, answer(recording) ?? {});
    });
  });
  server.on('connection', (socket) => {
    numbers.set(socket, connections++);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code !== 'ECONNRESET') malformed.push(error.code ?? error.message);
    socket.destroy();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    requests,
    malformed,
    get connections() {
      return connections;
    },
    async received(count) {
      while (complete < count) await once(server, 'received');
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Refuses as little as may be: what reprise must not send, a test wants to see, not have turned away. */
const SERVER_OPTIONS = { requireHostHeader: false, keepAliveTimeout: 75_000, maxHeaderSize: 1024 * 1024 };

type Recording = { -readonly [K in keyof ReceivedRequest]: ReceivedRequest[K] };

function record(message: IncomingMessage, connection: number): Recording {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    method: message.method!,
    url: message.url!,
    rawHeaders: message.rawHeaders,
    get body() {
      return Buffer.concat(chunks);
    },
    complete: false,
    atUs: nowUs(),
    connection,
  };
}

function respond(response: ServerResponse, { status = 200, body = 'ok\n', delayMs = 0, headers }: Answer): void {
  const send = (): void => {
    if (response.destroyed) return;
    response.writeHead(status, headers as Record<string, string | string[]>);
    response.end(status === 204 || status === 304 ? undefined : body);
  };
  if (delayMs > 0) setTimeout(send, delayMs).unref();
  else send();
}
