import { once } from 'node:events';
import { createServer, type ServerHttp2Session, type ServerHttp2Stream, type Settings } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Http2ServerOptions {
  readonly delayMs?: number;
  readonly settings?: Settings;
}

/** A request as it arrived over HTTP/2, one character per byte. */
export interface Http2Request {
  /** Which connection it came over, counted from 0. */
  readonly connection: number;
  readonly rawHeaders: readonly string[];
}

export interface Http2Server extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly Http2Request[];
  /** Connections over which a request came. */
  readonly connections: number;
  /** The most requests that were in flight at once on one connection. */
  readonly mostAtOnce: number;
}

/** Starts a server that speaks HTTP/2 in plain text, records what arrives and answers `ok`. */
export async function startHttp2Server({
  delayMs = 0,
  settings,
}: Http2ServerOptions = {}): Promise<Http2Server> {
  const requests: Http2Request[] = [];
  const numbers = new Map<object, number>();
  const inFlight = new Map<object, number>();
  const sessions = new Set<ServerHttp2Session>();
  let mostAtOnce = 0;
  const server = createServer({ settings });
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => {}).on('close', () => sessions.delete(session));
  });
  server.on('stream', async (stream: ServerHttp2Stream, _headers, _flags, rawHeaders) => {
    const session = stream.session!;
    stream.on('error', () => {});
    if (!numbers.has(session)) numbers.set(session, numbers.size);
    requests.push({ connection: numbers.get(session)!, rawHeaders });
    const now = (inFlight.get(session) ?? 0) + 1;
    inFlight.set(session, now);
    mostAtOnce = Math.max(mostAtOnce, now);
    stream.on('close', () => inFlight.set(session, inFlight.get(session)! - 1));
    stream.resume();
    if (delayMs > 0) await sleep(delayMs);
    if (stream.destroyed) return;
    stream.respond({ ':status': 200 });
    stream.end('ok\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get connections() {
      return numbers.size;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      for (const session of sessions) session.destroy();
    },
  };
}
