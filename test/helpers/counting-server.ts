import { once } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { nowUs } from '../../src/clock.ts';
import { createRequestReader, type RequestHead } from './request-reader.ts';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** The request target as it was on the wire, one character per byte. */
  readonly url: string;
  /** Names and values in turn, as they were on the wire, one character per byte. */
  readonly rawHeaders: readonly string[];
  /** Without its framing; empty while it is not complete. */
  readonly body: Buffer;
  /** Whether the body came to its end. */
  readonly complete: boolean;
  /** When the end of the head was there, on the clock that reprise itself uses. */
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
  /** With a `content-length` or `transfer-encoding` among them, the body goes out just as it is given. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

export interface CountingServerOptions {
  /** Asked once a request is complete. */
  readonly answer?: (request: ReceivedRequest) => Answer | undefined;
  /** 0, the default: the kernel chooses. */
  readonly port?: number;
  /** 127.0.0.1 where it does not say. */
  readonly host?: string;
}

export interface CountingServer {
  readonly url: string;
  readonly port: number;
  /** In the order in which their heads arrived. */
  readonly requests: readonly ReceivedRequest[];
  /** How many connections were opened so far. */
  readonly connections: number;
  /** Why what arrived was no HTTP, once for each connection that it happened to. */
  readonly malformed: readonly string[];
  /** Resolves when so many complete requests have arrived in all. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts an HTTP/1.1 server that records what arrives, to the byte: end-to-end tests assert here, at the far end. */
export async function startCountingServer(options: CountingServerOptions = {}): Promise<CountingServer> {
  const { answer = () => undefined, port = 0, host = '127.0.0.1' } = options;
  const requests: Recording[] = [];
  const malformed: string[] = [];
  const open = new Set<Socket>();
  const waiting = new Set<() => void>();
  let connections = 0;
  let complete = 0;

  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A client may go as it pleases.
    socket.on('error', () => {});
    serve(socket, connections++, {
      arrived: (recording) => void requests.push(recording),
      completed: (recording) => {
        complete++;
        for (const look of waiting) look();
        return answer(recording) ?? {};
      },
      malformed: (reason) => void malformed.push(reason),
    });
  });
  server.listen(port, host);
  await once(server, 'listening');

  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    requests,
    malformed,
    get connections() {
      return connections;
    },
    received: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (complete < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

type Recording = { -readonly [K in keyof ReceivedRequest]: ReceivedRequest[K] };

interface Recorder {
  arrived(recording: Recording): void;
  completed(recording: Recording): Answer;
  malformed(reason: string): void;
}

function serve(socket: Socket, connection: number, recorder: Recorder): void {
  let head: RequestHead;
  let recording: Recording;
  let pieces: Buffer[];
  // Pipelined requests are answered in their order, whatever their delays.
  let answered = Promise.resolve();

  const reader = createRequestReader({
    head(arrived) {
      const atUs = nowUs();
      head = arrived;
      const { method, url, rawHeaders } = head;
      pieces = [];
      recording = { method, url, rawHeaders, body: NO_BODY, complete: false, atUs, connection };
      recorder.arrived(recording);
      if (head.expectsContinue) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    },
    body(piece) {
      pieces.push(piece);
    },
    end() {
      recording.body = Buffer.concat(pieces);
      recording.complete = true;
      const { method, keepAlive } = head;
      const answer = recorder.completed(recording);
      const due = wait(answer.delayMs ?? 0);
      answered = answered.then(() => due).then(() => respond(socket, method, keepAlive, answer));
    },
    malformed(reason) {
      recorder.malformed(reason);
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    },
  });
  socket.on('data', reader.push);
  socket.on('end', () => {
    if (!reader.isBetweenRequests()) recorder.malformed('cut short');
  });
}

const NO_BODY = Buffer.alloc(0);

function wait(delayMs: number): Promise<void> | undefined {
  if (delayMs <= 0) return undefined;
  return new Promise((resolve) => setTimeout(resolve, delayMs).unref());
}

function respond(socket: Socket, method: string, keepAlive: boolean, answer: Answer): void {
  if (!socket.writable) return;
  const { status = 200, body = 'ok\n', headers = {} } = answer;
  const bodyless = status === 204 || status === 304;
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}\r\n`),
  );
  if (!keepAlive) lines.push('Connection: close\r\n');
  if (!bodyless && !lines.some((line) => /^(content-length|transfer-encoding):/i.test(line))) {
    lines.push(`Content-Length: ${Buffer.byteLength(body)}\r\n`);
  }
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`;
  const bytes = Buffer.concat([
    Buffer.from(head, 'latin1'),
    ...(bodyless || method === 'HEAD' ? [] : [Buffer.from(body as string)]),
  ]);
  if (keepAlive) socket.write(bytes);
  else socket.end(bytes);
}
