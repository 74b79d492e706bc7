import assert from 'node:assert/strict';
import { constants, createServer as createHttp2, type ServerHttp2Stream } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import { test } from 'node:test';
import { nowUs } from '../../../src/clock.ts';
import { listening } from '../../end-to-end/listening.ts';
import { closedPort } from '../../helpers/closed-port.ts';
import { count, createSender } from '../../send/create-sender.ts';
import { arrivals, packed } from '../../send/sample-arrivals.ts';
import { transportTo } from '../../send/transport-to.ts';

const { NGHTTP2_INTERNAL_ERROR, NGHTTP2_REFUSED_STREAM } = constants;

/** A server of HTTP/2 that does this with each request. */
function http2Server(misbehave: (stream: ServerHttp2Stream) => void) {
  const server = createHttp2();
  server.on('session', (session) => session.on('error', () => {}));
  server.on('stream', (stream: ServerHttp2Stream) => {
    stream.on('error', () => {});
    misbehave(stream);
  });
  return listening(server as unknown as Server);
}

const rawServer = (misbehave: (socket: Socket) => void) => listening(createServer(misbehave));

/** Not at once: Node does not stand that in the middle of what it reads. */
function destroySoon({ session }: ServerHttp2Stream): void {
  setImmediate(() => session?.destroy());
}

/** Of every four requests of a connection it says that it will not answer them, answers them, and breaks the connection. */
function answerTooLate(): (stream: ServerHttp2Stream) => void {
  const streams = new WeakMap<object, ServerHttp2Stream[]>();
  return (stream) => {
    const session = stream.session!;
    const all = [...(streams.get(session) ?? []), stream];
    streams.set(session, all);
    if (all.length !== 4) return;
    session.goaway(0, 1);
    // Before it hears that the client has let go of them.
    setImmediate(() => {
      for (const one of all) if (!one.destroyed) one.respond({ ':status': 200 });
      setTimeout(() => session.destroy(), 5);
    });
  };
}

/** What comes of so many requests, half a millisecond apart. */
async function outcomesOf(url: string, requests: number, timeoutMs: number) {
  const transport = transportTo(url, {
    ...{ http2: true, streams: 100 },
    ...{ timeoutMs, ttfbTimeoutMs: timeoutMs, connectTimeoutMs: timeoutMs },
  });
  const { sender, done } = createSender(url, { transport, maxInFlight: 10_000, maxOverdueUs: 60e6 });
  await sender.prepare();
  sender.add(packed(arrivals(requests, 500)));
  sender.start(nowUs(), Infinity);
  sender.end();
  const { outcomes } = await done;
  assert.deepEqual(
    outcomes.map(({ seq }) => seq).sort((a, b) => a - b),
    Array.from({ length: requests }, (_, i) => i),
  );
  return count(outcomes);
}

type Start = () => Promise<{ readonly url: string } & AsyncDisposable>;

const FAULTS: readonly (readonly [
  what: string,
  start: Start,
  reasons: readonly string[],
  timeoutMs?: number,
])[] = [
  [
    'ends streams with an error',
    () => http2Server((stream) => stream.close(NGHTTP2_INTERNAL_ERROR)),
    ['reset'],
  ],
  ['refuses streams', () => http2Server((stream) => stream.close(NGHTTP2_REFUSED_STREAM)), ['reset']],
  [
    'ends streams in the middle of an answer',
    () =>
      http2Server((stream) => {
        stream.respond({ ':status': 200, 'content-length': 1000 });
        stream.write('0123456789', () => stream.close(NGHTTP2_INTERNAL_ERROR));
      }),
    ['reset', 'protocol'],
  ],
  [
    'says that it goes away, and does',
    () =>
      http2Server((stream) => {
        stream.session?.goaway(2);
        destroySoon(stream);
      }),
    ['reset'],
  ],
  ['answers what it turned down', () => http2Server(answerTooLate()), ['reset', 'protocol', 'timeout'], 1000],
  ['breaks connections', () => http2Server(destroySoon), ['reset']],
  ['answers nothing', () => http2Server(() => {}), ['timeout'], 300],
  ['accepts and says nothing', () => rawServer(() => {}), ['timeout', 'connect-timeout'], 300],
  ['closes each connection at once', () => rawServer((socket) => socket.destroy()), ['reset']],
  ['speaks HTTP/1.1', () => rawServer((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')), ['protocol']],
  // It does not close: a request that finds a connection closed is another matter.
  [
    'talks garbage',
    () => rawServer((socket) => socket.resume().write(Buffer.alloc(10_000, 7))),
    ['protocol'],
  ],
];

for (const [what, start, reasons, timeoutMs = 20_000] of FAULTS) {
  test(`over HTTP/2, of a target that ${what} every request has failed with its reason`, async () => {
    await using server = await start();
    const results = await outcomesOf(server.url, 50, timeoutMs);
    assert.deepEqual(
      Object.keys(results).filter((result) => !reasons.includes(result)),
      [],
      JSON.stringify(results),
    );
  });
}

test('over HTTP/2, of a target that is not there every request has failed', async () => {
  assert.deepEqual(await outcomesOf(`http://127.0.0.1:${await closedPort()}`, 50, 20_000), {
    'connect-refused': 50,
  });
});

test('over HTTP/2, what comes after the target said that it goes away does not wait for what that has still to answer', async () => {
  let requests = 0;
  await using server = await http2Server((stream) => {
    const isFirst = requests++ === 0;
    if (isFirst) stream.session?.goaway(0);
    const answer = () => {
      stream.respond({ ':status': 200 });
      stream.end('ok');
    };
    if (isFirst) setTimeout(answer, 2000);
    else answer();
  });
  const transport = transportTo(server.url, { http2: true, streams: 100 });
  const { sender, done } = createSender(server.url, { transport, connections: 1 });
  await sender.prepare();
  sender.add(packed(arrivals(20, 10_000)));
  sender.start(nowUs(), Infinity);
  sender.end();
  const { outcomes } = await done;
  assert.deepEqual(count(outcomes), { answered: 20 });
  const [slowest, next] = outcomes.map(({ serviceUs }) => serviceUs).toSorted((a, b) => b - a);
  assert.ok(slowest! >= 2_000_000 && next! < 1_500_000, `${slowest} µs, then ${next} µs`);
});

test('over HTTP/2, a target that does all of it by turns answers what it answers', async () => {
  let turn = 0;
  await using server = await http2Server((stream) => {
    switch (turn++ % 40) {
      case 0:
        return void stream.close(NGHTTP2_INTERNAL_ERROR);
      case 10:
        return void stream.close(NGHTTP2_REFUSED_STREAM);
      case 20:
        return destroySoon(stream);
      case 30:
        return stream.session?.goaway(0);
      case 35:
        return;
      default:
        stream.respond({ ':status': 200 });
        stream.write('o');
        setImmediate(() => stream.end('k'));
    }
  });
  const results = await outcomesOf(server.url, 2000, 1000);
  assert.ok(results.answered > 100 && results.reset > 10, JSON.stringify(results));
});
