import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { afterAtLeast } from './after-at-least.ts';
import { brokenStatus } from './broken-status.ts';
import { cannedAnswer } from './canned-answer.ts';
import { type Draw, drawAnswers } from './draw-answers.ts';
import { chooseFaults } from './faults/choose-faults.ts';
import { type Fault, kindOf } from './faults/fault.ts';
import { type FrontDoor, openFrontDoor } from './faults/front-door.ts';
import { playFault } from './faults/play-fault.ts';
import type { PracticeTarget, PracticeTargetOptions } from './practice-target.ts';
import { createRequestCounter, type RequestCounter } from './request-counter.ts';

/** The path at which a practice target tells, as JSON, what it received. */
const STATS_PATH = '/__stats';

/**
 * Starts a server to practise on: it answers any request with a random status after a random time, counts what it
 * received, and tells so at `/__stats`. Repeatable: requests are numbered as their heads arrive, over all connections,
 * and request n gets draw n of the seed (see `drawAnswers`), so two targets with one seed that are sent the same
 * number of requests give the same statuses and latencies, but for what `breaks` and `faults` say. Requests for `/__stats` take no number.
 */
export async function startPracticeTarget(options: PracticeTargetOptions): Promise<PracticeTarget> {
  const { port = 0, host = '127.0.0.1', statuses, breaks = [], faults = [], latencyMs, seed, tls } = options;
  const draw = drawAnswers(statuses, latencyMs, seed);
  const broken = brokenStatus(breaks);
  const chooser = chooseFaults(faults, seed);
  const answers = new Map([...statuses, ...breaks].map(({ status }) => [status, cannedAnswer(status)]));
  const counter = createRequestCounter(new Date());

  const hear = (request: IncomingMessage, response: ServerResponse) => {
    if (isForStats(request)) tellStats(request, response, counter);
    else {
      // Also of what is broken, so that the others get the same answers as without.
      const { status, latencyMs } = draw();
      const fault = chooser.forRequest(request.url!);
      const instead = broken(request.method!, request.url!);
      practise(request, response, { status: instead ?? status, latencyMs, fault }, context);
    }
  };
  const server = tls
    ? createTlsServer({ ...SERVER_OPTIONS, ...tls }, hear)
    : createServer(SERVER_OPTIONS, hear);
  countConnections(server, counter);
  const door = await openFrontDoor(server, { port, host }, () => {
    const fault = chooser.forConnection();
    if (fault) counter.connectionFault();
    return fault;
  });
  const context: PracticeContext = { answers, counter, door };

  let closing: Promise<void> | undefined;
  return {
    url: `http${tls ? 's' : ''}://${host.includes(':') ? `[${host}]` : host}:${door.port}`,
    port: door.port,
    stats: counter.stats,
    close: () => {
      closing ??= door.close();
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

interface PracticeContext {
  readonly answers: ReadonlyMap<number, (response: ServerResponse) => void>;
  readonly counter: RequestCounter;
  readonly door: FrontDoor;
}

function practise(
  request: IncomingMessage,
  response: ServerResponse,
  { status, latencyMs, fault }: Draw & { readonly fault?: Fault },
  { answers, counter, door }: PracticeContext,
): void {
  counter.received(request.method!, request.url!);
  let done = false;
  let callOff = (): void => {};
  const answer = (): void => {
    done = true;
    // What is shut lets nobody stay.
    if (door.shut) response.setHeader('connection', 'close');
    answers.get(status)!(response);
    if (fault === undefined) counter.answered(status);
  };
  const misbehave = (fault: Fault): void => {
    done = true;
    counter.fault(fault.name);
    if (kindOf(fault.name).befalls === 'target') {
      door.shutFor(fault.timeMs, fault.name === 'away' ? 'at-once' : 'in-order');
    }
    if (!response.destroyed) playFault(fault, { request, response, status, answer });
  };
  request.on('data', (chunk: Buffer) => counter.body(chunk.length));
  request.on('end', () => {
    callOff = afterAtLeast(latencyMs, fault ? () => misbehave(fault) : answer);
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
