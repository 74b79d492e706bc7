import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { nowUs } from '../clock.ts';
import type { SenderOptions } from './messages.ts';
import { type PackedArrivals, packArrivals } from './pack-arrivals.ts';
import { Sender } from './sender.ts';

export interface RehearsalTerms {
  readonly requests?: number;
  /** Nothing is sent after that, and what is in flight is waited for no longer than that. */
  readonly withinMs?: number;
}

/**
 * Sends requests to a server in this very thread, which only answers, so that machine code is made of all that sends before
 * the first request of the run is due: it would be late by some milliseconds otherwise, and many after it. Resolves to how
 * many were answered. Where nothing may listen it comes to nothing, and the run goes on without.
 */
export async function rehearse(
  options: SenderOptions,
  { requests = 1000, withinMs = 1000 }: RehearsalTerms = {},
): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('data', () => socket.write(ANSWER, 'latin1')).on('error', () => {});
  });
  try {
    await once(server.listen(0, '127.0.0.1'), 'listening');
  } catch {
    return 0;
  }
  const answered = await sendTo(server, options, requests, withinMs);
  server.close();
  return answered;
}

/** By the same `Sender` as in the run, as fast as answers come. */
function sendTo(server: Server, options: SenderOptions, requests: number, withinMs: number): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const { transport, worker, workers } = options;
  return new Promise((resolve) => {
    let answered = 0;
    const sender = new Sender(
      {
        ...{ worker, workers, users: null, closedLoop: true, maxOverdueUs: Infinity, catchUp: 'burst' },
        transport: {
          ...{ ...transport, origin, socketPath: null, addresses: ['127.0.0.1'] },
          ...{ timeoutMs: withinMs, connectTimeoutMs: withinMs, ttfbTimeoutMs: withinMs },
          ...{ followRedirects: 0, saveBodies: 'none' },
        },
        ...{ connections: CONNECTIONS, maxInFlight: CONNECTIONS, openAhead: false },
        taken: new Float64Array(1),
      },
      {
        onOutcomes({ count, status }) {
          for (let i = 0; i < count; i++) if (status[i] === 200) answered++;
        },
        onAnswers() {},
        onDone: () => resolve(answered),
      },
    );
    sender.add(packed(requests));
    sender.start(nowUs(), nowUs() + withinMs * 1000);
    sender.end();
  });
}

function packed(count: number): PackedArrivals {
  const arrivals = Array.from({ length: count }, (_, seq) => {
    return { seq, dueAtUs: 0, request: { ...REQUEST, position: seq } };
  });
  const never = () => false;
  return packArrivals(arrivals, never, never);
}

/** Few, so that all requests go over warm ones. */
const CONNECTIONS = 4;

const REQUEST = {
  method: 'GET',
  path: '/a/path?with=a&query=string',
  headers: [
    'Referer',
    'http://127.0.0.1/',
    'User-Agent',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
  ],
  recorded: { status: 200, durationMs: 1 },
  endpoint: { id: 1 },
  requestId: 1,
};

const HEADERS = {
  Server: 'rehearsal',
  Date: 'Thu, 01 Jan 1970 00:00:00 GMT',
  'Content-Type': 'text/plain',
  'Content-Length': 3,
  Connection: 'keep-alive',
};
const LINES = Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
const ANSWER = `HTTP/1.1 200 OK\r\n${LINES.join('')}\r\nok\n`;
