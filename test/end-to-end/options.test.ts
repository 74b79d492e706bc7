import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog, writeNumberedLog } from './write-log.ts';

const ONCE = ['--rate', '100', '--once'];

test('a header of one’s own goes over the wire in UTF-8', async () => {
  await using server = await serve();
  const args = ['--target', server.url, ...ONCE, '--header', 'X-Name: é ✓'];
  assertRan(await runReplay([writeNumberedLog(1), ...args]));
  const { rawHeaders } = server.requests[0];
  const value = rawHeaders[rawHeaders.indexOf('X-Name') + 1];
  assert.equal(Buffer.from(value, 'latin1').toString(), 'é ✓');
});

test('a seed that would be the same as another is refused', async () => {
  const args = ['--target', 'http://127.0.0.1:1', ...ONCE];
  const { status, stderr } = await runReplay([writeNumberedLog(1), ...args, '--seed', '4294967296']);
  assert.equal(status, 2);
  assert.match(stderr, /A seed is a whole number from 0 to 4294967295/);
});

test('what a run was asked to do is stored under the names of its options, for people to read', async () => {
  await using server = await serve();
  const log = writeNumberedLog(3);
  const format =
    '$remote_addr - - [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
  const { database, ...ran } = await runReplay([
    ...[log, '--target', server.url, ...ONCE, '--header', 'X-Name: é', '--format', format, '--no-preflight'],
    ...['--timezone', 'Europe/Berlin', '--seed', '7', '--exclude', '/2', '--max-in-flight', '9'],
  ]);
  assertRan(ran);
  const [{ options }] = queryDatabase<{ options: string }>(database, 'select options from run');
  const stored = JSON.parse(options);
  assert.deepEqual(stored.headers, [['X-Name', 'é']]);
  const { preflight, timezone, seed, exclude, methods, host, once, max_in_flight } = stored;
  assert.deepEqual(
    { format: stored.format, preflight, timezone, seed, exclude, methods, host, once, max_in_flight },
    {
      ...{ format, preflight: false, timezone: 'Europe/Berlin', seed: 7, exclude: ['/2'] },
      ...{ methods: ['GET', 'HEAD', 'OPTIONS'], host: 'target', once: true, max_in_flight: 9 },
    },
  );
});

test('--host log says how many requests the log has no host for', async () => {
  await using server = await serve();
  const line = (more: object) =>
    JSON.stringify({ time: '2026-09-15T10:00:00Z', method: 'GET', url: '/', status: 200, ...more });
  const log = writeLog([line({ host: 'shop.example' }), line({}), line({})]);
  const ran = await runReplay([...[log, '--target', server.url, ...ONCE, '--host', 'log']]);
  const { database, stdout } = ran;
  assertRan(ran);
  const note = '--host log: 2 requests have no host in the log; they go with that of the target';
  const [{ notes }] = queryDatabase<{ notes: string }>(database, 'select notes from run');
  assert.ok(JSON.parse(notes).includes(note), notes);
  assert.ok(stdout.replaceAll(/\s+/g, ' ').includes(note), stdout);
});

test('where no method of the log was asked for, its methods are told', async () => {
  await using server = await serve();
  const log = writeLog(
    ['POST /a HTTP/1.1', 'GET /b HTTP/1.1', 'POST /c HTTP/1.1'].map((r) => combinedLine(r)),
  );
  const args = [log, '--target', server.url, ...ONCE, '--methods', 'GTE'];
  for (const more of [[], ['--dry-run']]) {
    const { status, stderr } = await runReplay([...args, ...more]);
    assert.equal(status, 3);
    assert.match(
      stderr,
      /^error: nothing in the log can be replayed \(skipped: 3 method\)\n {2}the log has POST, GET: name/,
    );
  }
  assert.equal(server.requests.length, 0);
});
