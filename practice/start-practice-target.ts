import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAtLeast } from './after-at-least.ts';
import { brokenStatus } from './broken-status.ts';
import { cannedAnswer } from './canned-answer.ts';
import { type Draw, drawAnswers } from './draw-answers.ts';
import type { PracticeTarget, PracticeTargetOptions } from './practice-target.ts';
import { createRequestCounter, type RequestCounter } from './request-counter.ts';

/** The path at which a practice target tells, as JSON, what it received. */
const STATS_PATH = '/__stats';

/**
 * Starts a server to practise on: it answers any request with a random status after a random time, counts what it
 * received, and tells so at `/__stats`. Repeatable: requests are numbered as their heads arrive, over all connections,
 * and request n gets draw n of the seed (see `drawAnswers`), so two targets with one seed that are sent the same
 * number of requests give the same statuses and latencies, but for what `breaks` says. Requests for `/__stats` take no number.
 */
export async function startPracticeTarget(options: PracticeTargetOptions): Promise<PracticeTarget> {
  const { port = 0, host = '127.0.0.1', statuses, breaks = [], latencyMs, seed } = options;
  const draw = drawAnswers(statuses, latencyMs, seed);
  const broken = brokenStatus(breaks);
  const answers = new Map([...statuses, ...breaks].map(({ status }) => [status, cannedAnswer(status)]));
  const counter = createRequestCounter(new Date());

  const server = createServer(SERVER_OPTIONS, (request, response) => {
    if (isForStats(request)) tellStats(request, response, counter);
    else {
      // Also of what is broken, so that the others get the same answers as without.
      const { status, latencyMs } = draw();
      const instead = broken(request.method!, request.url!);
      practise(request, response, { status: instead ?? status, latencyMs }, answers, counter);
    }
  });
  countConnections(server, counter);
  await listen(server, port, host);

  const bound = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`,
    port: bound.port,
    stats: counter.stats,
    close: () => {
      closing ??= close(server);
      return closing;
    },
  };
}

const SERVER_OPTIONS = {
  // Longer than any pause that a replay makes, so that a connection is not closed just as a request is sent over it.
  keepAliveTimeout: 75_000,
  // Logs hold requests longer than Node's 16 KiB.
  maxHeaderSize: 64 * 1024,
};

type Answers = ReadonlyMap<number, (response: ServerResponse) => void>;

function practise(
  request: IncomingMessage,
  response: ServerResponse,
  { status, latencyMs }: Draw,
  answers: Answers,
  counter: RequestCounter,
): void {
  counter.received(request.method!, request.url!);
  let done = false;
  let callOff = (): void => {};
  const answer = (): void => {
    done = true;
    answers.get(status)!(response);
    counter.answered(status);
  };
  request.on('data', (chunk: Buffer) => counter.body(chunk.length));
  request.on('end', () => {
    callOff = afterAtLeast(latencyMs, answer);
  });
  response.on('close', () => {
    if (done) return;
    callOff();
    counter.abandoned();
  });
}

function isForStats({ method, url }: IncomingMessage): boolean {
  return url!.startsWith(STATS_PATH) && /^(GET|HEAD) \/__stats(\?|$)/.test(`${method} ${url}`);
}

function tellStats(request: IncomingMessage, response: ServerResponse, counter: RequestCounter): void {
  request.resume();
  const body = `${JSON.stringify(counter.stats(), null, 2)}\n`;
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  response.writeHead(200, headers).end(body);
}

function countConnections(server: Server, counter: RequestCounter): void {
  server.on('connection', (socket) => {
    counter.connected();
    socket.on('close', counter.disconnected);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code?.startsWith('HPE_')) counter.malformed();
    if (!socket.writable) socket.destroy();
    else
      socket.end(`HTTP/1.1 ${REFUSALS[error.code ?? ''] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`);
  });
}

/** What Node answers when nobody listens for its client errors; for all others it is 400. */
const REFUSALS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
