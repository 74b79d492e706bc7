import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAtLeast } from '../after-at-least.ts';
import type { Fault, FaultName } from './fault.ts';

/** A request whose answer is due, and how it would be answered if all were well. */
export interface DueAnswer {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly status: number;
  readonly answer: () => void;
}

type Play = (due: DueAnswer, timeMs: number) => void;

/** Does what is wrong instead of an answer, or with it. What befalls connections and the whole target is the front door's. */
export function playFault({ name, timeMs }: Fault, due: DueAnswer): void {
  (PLAYS[name] ?? answer)(due, timeMs);
}

const MIB = 1024 * 1024;
const HALF = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\n0123456789';
const PIECE = Buffer.alloc(64 * 1024, 'all work and no play\n');

const PLAYS: Partial<Record<FaultName, Play>> = {
  silent() {},
  'half-header': ({ request }) => void request.socket.write('HTTP/1.1 200 OK\r\nContent-Ty'),
  'cut-header': ({ request }) => void request.socket.end('HTTP/1.1 200 OK\r\nContent-Ty'),
  'half-body'({ request: { socket } }) {
    socket.write(HALF);
    // A reset throws away what the other side has not read yet: give it the time to.
    setTimeout(() => resetSocket(socket), 200);
  },
  'stalled-body': ({ request }) => void request.socket.write(HALF),
  reset: ({ request }) => resetSocket(request.socket),
  drip,
  close({ request, response, answer }) {
    response.on('finish', () => request.socket.end());
    answer();
  },
  continue({ response, answer }) {
    response.writeContinue();
    answer();
  },
  garbage: ({ request }) =>
    void request.socket.write('\x00\x01\x02 220 mail.example ESMTP ready\r\n', 'latin1'),
  double,
  'long-header': ({ request }) =>
    void request.socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(MIB)}\r\nContent-Length: 0\r\n\r\n`),
  endless,
  'bad-chunk': ({ request }) =>
    void request.socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nworld\r\n'),
  bomb({ response }) {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end(bomb());
  },
  upgrade: ({ request }) =>
    void request.socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n',
    ),
};

function answer(due: DueAnswer): void {
  due.answer();
}

/** Ends a connection as if the program had crashed. Through TLS there is no reset, but an end without a word. */
export function resetSocket(socket: Socket): void {
  if ('encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
}

const SECOND = 'HTTP/1.1 599 Nobody Asked\r\nContent-Length: 7\r\n\r\nsecond\n';

function double({ request: { socket, method }, response, status, answer }: DueAnswer, timeMs: number): void {
  if (timeMs === 0 && method !== 'HEAD' && status !== 204 && status !== 304) {
    // In one piece, so that nothing can be sent between them: more of a body than was announced.
    response.writeHead(status, { 'content-length': 6 }).end(`first\n${SECOND}`);
    return;
  }
  const again = (): void => {
    if (socket.writable) socket.write(SECOND);
  };
  response.on('finish', () => socket.once('close', afterAtLeast(timeMs, again)));
  answer();
}

function drip({ response }: DueAnswer, timeMs: number): void {
  const bytes = '20 bytes, drop wise\n';
  response.writeHead(200, { 'content-type': 'text/plain', 'content-length': bytes.length }).flushHeaders();
  let sent = 0;
  let callOff = (): void => {};
  const next = (): void => {
    response.write(bytes[sent++]);
    if (sent === bytes.length) response.end();
    else callOff = afterAtLeast(timeMs, next);
  };
  response.on('close', () => callOff());
  callOff = afterAtLeast(timeMs, next);
}

/** As fast as it is read. */
function endless({ response }: DueAnswer): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const fill = (): void => {
    while (!response.destroyed && response.write(PIECE));
  };
  response.on('drain', fill);
  fill();
}

let madeBomb: Buffer | undefined;

/** A gzip file may be several, one after the other. */
function bomb(): Buffer {
  if (madeBomb === undefined) {
    const tenMiB = gzipSync(Buffer.alloc(10 * MIB));
    madeBomb = Buffer.concat(Array.from({ length: 103 }, () => tenMiB));
  }
  return madeBomb;
}
