import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, request } from 'undici';
import { drawAnswers } from '../../practice/draw-answers.ts';
import { parseStatusMix } from '../../practice/parse-status-mix.ts';
import type { PracticeTarget, PracticeTargetOptions } from '../../practice/practice-target.ts';
import { startPracticeTarget } from '../../practice/start-practice-target.ts';

test('statuses are answered in proportion to their weights', async (t) => {
  const target = await start(t, { statuses: parseStatusMix('200:90,404:6,500:4') });
  const seen = await statusesOf(t, target, 5000, 10);
  for (const [status, share] of [
    [200, 0.9],
    [404, 0.06],
    [500, 0.04],
  ] as const) {
    const count = seen.filter((one) => one === status).length;
    const deviation = Math.sqrt(5000 * share * (1 - share));
    assert.ok(Math.abs(count - 5000 * share) < 4 * deviation, `${count} answers with ${status}`);
  }
});

test('two targets with one seed answer the same statuses in the same order', async (t) => {
  const options = { statuses: parseStatusMix('200:5,404:3,500:2'), seed: 7 };
  const one = await statusesOf(t, await start(t, options), 300);
  const two = await statusesOf(t, await start(t, options), 300);
  const other = await statusesOf(t, await start(t, { ...options, seed: 8 }), 300);
  assert.deepEqual(one, two);
  assert.notDeepEqual(one, other);
});

test('asking for the figures takes no number in the sequence', async (t) => {
  const options = { statuses: parseStatusMix('200,404,500'), seed: 3 };
  const plain = await statusesOf(t, await start(t, options), 40);
  const target = await start(t, options);
  const asked: number[] = [];
  for (let i = 0; i < 40; i++) {
    asked.push(...(await statusesOf(t, target, 1)));
    await (await request(`${target.url}/__stats?again`)).body.dump();
  }
  assert.deepEqual(asked, plain);
});

test('request n takes draw n of the seed, and no less time than drawn', async (t) => {
  const [statuses, latencyMs, seed] = [parseStatusMix('200,404,503'), { min: 1, max: 60 }, 11] as const;
  const target = await start(t, { statuses, latencyMs, seed });
  const draw = drawAnswers(statuses, latencyMs, seed);
  for (let n = 0; n < 15; n++) {
    const drawn = draw();
    const before = performance.now();
    const { statusCode, body } = await request(target.url);
    await body.dump();
    const tookMs = performance.now() - before;
    assert.equal(statusCode, drawn.status);
    assert.ok(tookMs >= drawn.latencyMs, `request ${n} took ${tookMs} ms, not ${drawn.latencyMs} ms`);
  }
});

test('no answer comes before the shortest time of the range', async (t) => {
  const target = await start(t, { latencyMs: { min: 30, max: 45 } });
  const times = await Promise.all(Array.from({ length: 50 }, () => timeOf(target)));
  for (const time of times) assert.ok(time >= 30, `${time} ms`);
});

test('a slow answer does not hold up the others', async (t) => {
  const target = await start(t, { latencyMs: { min: 200, max: 200 } });
  const before = performance.now();
  await Promise.all(Array.from({ length: 20 }, () => timeOf(target)));
  assert.ok(performance.now() - before < 20 * 200);
});

test('the figures are exact, over HTTP as well as in the process', async (t) => {
  const target = await start(t, { statuses: parseStatusMix('200,503') });
  const statuses = await statusesOf(t, target, 60, 3, '/a?n=1');
  statuses.push(...(await statusesOf(t, target, 20, 1, '/b')));
  const { statusCode } = await request(`${target.url}/a`, { method: 'POST', body: 'x=1' });
  statuses.push(statusCode);

  const stats = target.stats();
  assert.equal(stats.total, 81);
  assert.equal(stats.inFlight, 0);
  assert.equal(stats.abandoned, 0);
  assert.equal(stats.malformed, 0);
  assert.equal(stats.bodyBytes, 3);
  assert.deepEqual(stats.statuses, {
    200: statuses.filter((status) => status === 200).length,
    503: statuses.filter((status) => status === 503).length,
  });
  assert.deepEqual(stats.endpoints, [
    { method: 'GET', path: '/a', count: 60 },
    { method: 'GET', path: '/b', count: 20 },
    { method: 'POST', path: '/a', count: 1 },
  ]);
  assert.ok(Date.parse(stats.startedAt) <= Date.now());

  const answer = await request(`${target.url}/__stats`);
  assert.equal(answer.headers['content-type'], 'application/json');
  const told = (await answer.body.json()) as typeof stats;
  assert.deepEqual({ ...told, connections: null }, { ...stats, connections: null });
});

test('requests in flight and connections are counted while they last', async (t) => {
  const target = await start(t, { latencyMs: { min: 300, max: 300 } });
  const pool = new Pool(target.url, { connections: 4 });
  t.after(() => pool.destroy());
  const answers = Array.from({ length: 4 }, () => pool.request({ path: '/', method: 'GET' }));
  await until(() => target.stats().inFlight === 4);
  assert.deepEqual(target.stats().connections, { open: 4, accepted: 4, faulty: 0 });
  for (const answer of answers) await (await answer).body.dump();
  assert.equal(target.stats().inFlight, 0);
  await pool.destroy();
  await until(() => target.stats().connections.open === 0);
  assert.equal(target.stats().connections.accepted, 4);
});

test('a client that goes away before its answer is counted as such', async (t) => {
  const target = await start(t, { latencyMs: { min: 60_000, max: 60_000 } });
  const socket = connect(target.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await until(() => target.stats().inFlight === 1);
  socket.destroy();
  await until(() => target.stats().inFlight === 0);
  const { total, abandoned, statuses } = target.stats();
  assert.deepEqual({ total, abandoned, statuses }, { total: 1, abandoned: 1, statuses: {} });
});

test('what is no HTTP is refused and counted apart', async (t) => {
  const target = await start(t);
  const answer = await sendRaw(target, 'HELLO THERE\r\n\r\n');
  assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/);
  assert.equal(target.stats().malformed, 1);
  assert.equal(target.stats().total, 0);
});

test('a target with bytes above 0x7f, raw, is no HTTP to Node: they must come percent-encoded', async (t) => {
  const target = await start(t);
  assert.match(await sendRaw(target, 'GET /caf\xe9 HTTP/1.1\r\nHost: x\r\n\r\n'), /^HTTP\/1\.1 400 /);
  assert.equal((await request(`${target.url}/caf%E9`)).statusCode, 200);
  assert.equal(target.stats().malformed, 1);
  assert.deepEqual(target.stats().endpoints, [{ method: 'GET', path: '/caf%E9', count: 1 }]);
});

test('one connection carries many requests', async (t) => {
  const target = await start(t);
  await statusesOf(t, target, 100);
  assert.equal(target.stats().connections.accepted, 1);
});

test('a HEAD is answered with the length of the body, and without it', async (t) => {
  const target = await start(t);
  const answer = await sendRaw(target, 'HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(answer, /\r\ncontent-length: 7\r\n/i);
  assert.ok(answer.endsWith('\r\n\r\n'));
});

test('204 and 304 are answered without a body, all others with a short text', async (t) => {
  for (const status of [204, 304]) {
    const target = await start(t, { statuses: [{ status, weight: 1 }] });
    const answer = await sendRaw(target, 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
    assert.doesNotMatch(answer, /content-length|transfer-encoding/i);
    assert.ok(answer.endsWith('\r\n\r\n'));
  }
  const target = await start(t, { statuses: [{ status: 503, weight: 1 }] });
  assert.equal(await (await request(target.url)).body.text(), '503 Service Unavailable\n');
  const unnamed = await start(t, { statuses: [{ status: 599, weight: 1 }] });
  assert.equal(await (await request(unnamed.url)).body.text(), '599 Unnamed\n');
});

test('a body of 10 MB is read to its end before the answer', async (t) => {
  const target = await start(t);
  const body = Buffer.alloc(10_000_000, 'x');
  const pool = new Pool(target.url, { connections: 1 });
  t.after(() => pool.destroy());
  for (let i = 1; i <= 2; i++) {
    const answer = await pool.request({ path: '/upload', method: 'POST', body });
    await answer.body.dump();
    assert.equal(answer.statusCode, 200);
    assert.equal(target.stats().bodyBytes, i * 10_000_000);
  }
  assert.equal(target.stats().connections.accepted, 1);
});

test('close() ends idle keep-alive connections and answers under way at once', async () => {
  const target = await startPracticeTarget({ ...DEFAULTS, latencyMs: { min: 60_000, max: 60_000 } });
  const idle = connect(target.port, '127.0.0.1');
  const waiting = connect(target.port, '127.0.0.1');
  await Promise.all([once(idle, 'connect'), once(waiting, 'connect')]);
  waiting.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await until(() => target.stats().inFlight === 1);
  const ended = [idle, waiting].map((socket) => once(socket.on('error', () => {}).resume(), 'close'));
  const before = performance.now();
  await target.close();
  await Promise.all(ended);
  assert.ok(performance.now() - before < 5000);
  await target.close();
  await assert.rejects(request(target.url), { code: 'ECONNREFUSED' });
});

test('a port that is taken is an error, not a silence', async (t) => {
  const target = await start(t);
  await assert.rejects(startPracticeTarget({ ...DEFAULTS, port: target.port }), { code: 'EADDRINUSE' });
});

const DEFAULTS: PracticeTargetOptions = {
  statuses: [{ status: 200, weight: 1 }],
  latencyMs: { min: 0, max: 0 },
  seed: 1,
};

async function start(t: TestContext, options: Partial<PracticeTargetOptions> = {}): Promise<PracticeTarget> {
  const target = await startPracticeTarget({ ...DEFAULTS, ...options });
  t.after(() => target.close());
  return target;
}

/** Sends `count` requests over so many connections, each connection one after the other. */
async function statusesOf(
  t: TestContext,
  target: PracticeTarget,
  count: number,
  connections = 1,
  path = '/',
): Promise<number[]> {
  const pool = new Pool(target.url, { connections, pipelining: 1 });
  t.after(() => pool.destroy());
  const statuses: number[] = [];
  const ask = async (): Promise<void> => {
    const { statusCode, body } = await pool.request({ path, method: 'GET' });
    await body.dump();
    statuses.push(statusCode);
  };
  await Promise.all(Array.from({ length: count }, ask));
  await pool.close();
  return statuses;
}

async function timeOf(target: PracticeTarget): Promise<number> {
  const before = performance.now();
  await (await request(target.url)).body.dump();
  return performance.now() - before;
}

async function sendRaw(target: PracticeTarget, bytes: string): Promise<string> {
  const socket = connect(target.port, '127.0.0.1');
  socket.write(bytes, 'latin1');
  return text(socket);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(2);
}
