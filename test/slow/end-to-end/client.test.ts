import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { strictSessions, writeSessionsLog } from '../../end-to-end/client-sessions.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeClient } from '../../end-to-end/write-client.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import type { Answer, ReceivedRequest } from '../../helpers/counting-server.ts';
import { startHttp2Server } from '../../helpers/http2-server.ts';

const header = ({ rawHeaders }: ReceivedRequest, name: string) =>
  rawHeaders.find((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === name);
const reasons = (database: string) =>
  JSON.parse(queryDatabase<{ r: string }>(database, 'select client_reasons as r from run')[0]!.r);

test('hooks that are never done are bounded by --timeout, and what they say later is not heard', async () => {
  await using server = await serve();
  const client = writeClient(`
    async prepare(request) {
      if (request.seq % 4 !== 0) return request;
      await new Promise((resolve) => setTimeout(resolve, 2000).unref());
      return null;
    },
    judge(request) {
      if (request.seq % 4 === 1) return new Promise(() => {});
      if (request.seq % 4 === 2) return new Promise((resolve) => setTimeout(resolve, 2000, 'too late').unref());
      return true;
    },`);
  const { database, ...run } = await runReplay([
    ...[writeNumberedLog(20), '--target', server.url, '--rate', '20', '--once', '--timeout', '1500ms'],
    ...['--ttfb-timeout', '1s', '--client', client, '--workers', '1', '--max-overdue', '1m'],
  ]);
  assertRan(run);
  assert.deepEqual(reasonsOfRun(database), { client: 15 });
  assert.equal(server.requests.length, 15);
  assert.deepEqual(
    reasons(database).map(({ hook, text, count }: Record<string, unknown>) => [hook, text, count]),
    [
      ['judge', 'it took longer than 1500 ms (--timeout)', 10],
      ['prepare', 'it took longer than 1500 ms (--timeout)', 5],
    ],
  );
  const [{ slowest }] = queryDatabase<{ slowest: number }>(
    database,
    `select max(service_time_ms) as slowest from outcomes where reason = 'client'`,
  );
  assert.ok(slowest < 1400, 'the time of judge is no service time');
});

test('several clients share the requests out by their weights, to the request', async () => {
  await using server = await serve();
  const named = (name: string) =>
    writeClient(
      `prepare: (request) => (request.setHeader('x-client', '${name}'), request),`,
      '',
      `${name}.ts`,
    );
  const { database, ...run } = await runReplay([
    ...[
      writeNumberedLog(7),
      '--target',
      server.url,
      '--rate',
      '500',
      '--duration',
      '400ms',
      '--max-overdue',
      '1m',
    ],
    ...[
      '--workers',
      '2',
      '--client',
      `${named('browse')}:3`,
      '--client',
      named('buy'),
      '--client',
      `${named('c')}:1`,
    ],
  ]);
  assertRan(run);
  const count = (name: string) =>
    server.requests.filter((request) => header(request, 'x-client') === name).length;
  assert.deepEqual(['browse', 'buy', 'c'].map(count), [120, 40, 40]);
});

test('in a closed model each user has a client of its own that is started for it', async () => {
  await using server = await serve();
  const client = writeClient(`
    start: ({ user, users, request }) => request({ path: '/login/' + user, body: 'hello' }).then(({ body }) => ({ user, body: body.trim() })),
    prepare(request, { state, user }) {
      request.setHeader('x-user', state.user + ' ' + user + ' ' + state.body);
      return request;
    },`);
  const { database, ...run } = await runReplay([
    ...[
      writeNumberedLog(60),
      '--target',
      server.url,
      '--users',
      '5',
      '--once',
      '--workers',
      '2',
      '--client',
      client,
    ],
  ]);
  assert.equal(run.status, 0, run.stdout);
  const logins = server.requests.filter(({ url }) => url.startsWith('/login'));
  assert.deepEqual(logins.map(({ url, method, body }) => `${method} ${url} ${body}`).sort(), [
    ...[0, 1, 2, 3, 4].map((user) => `POST /login/${user} hello`),
  ]);
  const users = server.requests.slice(5).map((request) => header(request, 'x-user'));
  assert.deepEqual(
    [...new Set(users)].sort(),
    [0, 1, 2, 3, 4].map((user) => `${user} ${user} ok`),
  );
  assert.equal(booksOfRun(database).answered, server.requests.length - 5);
});

test('a closed loop in which nothing, or little, is sent goes on to its end', async () => {
  await using server = await serve();
  const client = writeClient(`prepare: (request) => (request.seq % 100 === 0 ? request : null),`);
  const { database, ...run } = await runReplay([
    ...[writeNumberedLog(5000), '--target', server.url, '--rate', 'max', '--once', '--client', client],
  ]);
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(booksOfRun(database), { planned: 5000, answered: 50, failed: 0, dropped: 4950 });
});

test('that much is left out makes no run invalid, but where it is all', async () => {
  await using server = await serve();
  for (const [condition, status] of [
    ['request.seq % 10', 0],
    ['true', 5],
  ] as const) {
    const client = writeClient(`prepare: (request) => (${condition} ? null : request),`);
    const run = await runReplay([
      ...[
        writeNumberedLog(10),
        '--target',
        server.url,
        '--rate',
        '100',
        '--duration',
        '500ms',
        '--client',
        client,
      ],
    ]);
    if (status === 0) assertRan(run);
    else assert.match(run.stdout, /^NOT VALID: the clients left out every request$/m);
  }
});

test('judge sees the unpacked body of the last answer, over redirects', async () => {
  await using server = await serve({
    answer: ({ url }): Answer =>
      url === '/b'
        ? { status: 201, body: gzipSync('{"total":7}'), headers: { 'Content-Encoding': 'gzip', 'X-A': 'b' } }
        : { status: 302, body: 'no', headers: { Location: '/b' } },
  });
  const client = writeClient(`
    readsBody: true,
    judge: (request, response) =>
      [response.status, response.headers['x-a'], response.json().total, response.truncated, response.bytes, request.path].join(),`);
  const { database, ...run } = await runReplay([
    ...[writeNumberedLog(1), '--target', server.url, '--rate', '10', '--once', '--follow-redirects', '2'],
    ...['--client', client],
  ]);
  assert.ok(run.status === 0 || run.status === 5, run.stderr);
  assert.equal(reasons(database)[0].text, `201,b,7,false,${gzipSync('{"total":7}').length},/0`);
});

test('with --sessions a client sees the cookies, and what it leaves out, or holds up, keeps its place in the order', async () => {
  const { answer, rejected } = strictSessions(5);
  await using server = await serve({ answer });
  const client = writeClient(`
    async prepare(request) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      if (request.path.endsWith('/4')) return null;
      if (request.path.endsWith('/7')) throw new Error('no');
      request.setHeader('x-cookie', request.header('cookie') ?? 'none');
      return request;
    },
    judge: async (request, response) => response.status === 200 || 'rejected',`);
  const { database, ...run } = await runReplay([
    ...[writeSessionsLog(4, 10), '--target', server.url, '--rate', '400', '--once', '--workers', '2'],
    ...['--sessions', '--client', client, '--max-overdue', '1m'],
  ]);
  assertRan(run);
  assert.deepEqual(rejected, []);
  assert.deepEqual(reasonsOfRun(database), { client: 4, 'left-out': 4 });
  assert.equal(server.requests.length, 32);
  for (const request of server.requests) {
    assert.equal(header(request, 'x-cookie'), header(request, 'cookie') ?? 'none');
  }
});

test('over HTTP/2 headers that a client sets are in lower case', async () => {
  await using server = await startHttp2Server();
  const client = writeClient(`
    prepare(request) { request.setHeader('X-Own', 'a'); request.method = 'POST'; request.body = 'é'; return request; },
    judge: (request, response) => response.status === 200,`);
  const { database, ...run } = await runReplay([
    ...[writeNumberedLog(2), '--target', server.url, '--http2', '--rate', '50', '--once', '--client', client],
  ]);
  assertRan(run);
  assert.equal(booksOfRun(database).answered, 2);
  assert.match(server.requests[0]!.rawHeaders.join(' '), /:method POST .*x-own a.*content-length 2/);
});
