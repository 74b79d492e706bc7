import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { booksOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { dueMs, logOf, STARTS } from './timed-log.ts';
import { combinedLine, writeLog } from './write-log.ts';

test('--as-logged sends with the gaps of the log, which the target sees', async () => {
  await using server = await serve();
  const replay = await runReplay([logOf(STARTS), '--target', server.url, '--as-logged', '--speed', '0.5']);
  assertRan(replay);
  assert.deepEqual(
    dueMs(replay.database),
    STARTS.map((ms) => ms * 2),
  );
  const bursts = [0, 4, 7].map((i) => server.requests.find(({ url }) => url === `/${i}`)!.atUs / 1000);
  const ratio = (bursts[1] - bursts[0]) / (bursts[2] - bursts[1]);
  assert.ok(ratio > 0.3 && ratio < 1.4, `400 : 600 came as ${ratio}`);
  assert.ok(bursts[2] - bursts[0] >= 900, 'a second from first to last');
  const [{ rate_asked, model, options }] = queryDatabase<Record<string, string>>(
    replay.database,
    'select rate_asked, model, options from run',
  );
  assert.equal(model, 'open');
  assert.ok(Math.abs(Number(rate_asked) - 7) < 1e-5, `${rate_asked}: seven gaps in a second`);
  assert.deepEqual(JSON.parse(options).as_logged, { speed: 0.5, rate: null, max_gap_ms: null });
  assert.match(replay.stdout, /asked as logged, 7\/s on average/);
  assert.doesNotMatch(replay.stdout, /as fast as answers/);
});

test('requests are sent in the order in which they began, not in that of the log', async () => {
  await using server = await serve();
  const log = logOf([300, 100, 0, 200]);
  const replay = await runReplay([log, '--target', server.url, '--as-logged']);
  assertRan(replay);
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    ['/2', '/1', '/3', '/0'],
  );
});

test('stamps of a second are spread over it', async () => {
  await using server = await serve();
  const log = writeLog(['/a', '/b', '/c', '/d'].map((path) => combinedLine(path)));
  const replay = await runReplay([log, '--target', server.url, '--as-logged', '--speed', '10']);
  assertRan(replay);
  assert.deepEqual(dueMs(replay.database), [0, 25, 50, 75]);
});

test('lines without a time go with those before them, and the report says how many', async () => {
  await using server = await serve();
  const replay = await runReplay([logOf([0, undefined, 50]), '--target', server.url, '--as-logged']);
  assertRan(replay);
  assert.deepEqual(dueMs(replay.database), [0, 0, 50]);
  assert.equal(booksOfRun(replay.database).answered, 3);
  assert.match(replay.stdout, /^note +the log has no time for 1 request: each was sent together/m);
});

test('a log without times is an error that says what to do', async () => {
  await using server = await serve();
  const replay = await runReplay([logOf([undefined, undefined]), '--target', server.url, '--as-logged']);
  assert.equal(replay.status, 3);
  assert.match(replay.stderr, /^error: the log does not say when its requests began/);
  assert.match(replay.stderr, /\n {2}replay it at a rate: --rate 100/);
  assert.equal(server.requests.length, 0);
});

for (const [args, says] of [
  [['--speed', '2'], /--speed says nothing without --as-logged/],
  [['--rate', '5', '--max-gap', '2s'], /--max-gap says nothing without --as-logged/],
  [['--as-logged', '--rate', 'max'], /two different paces/],
  [['--as-logged', '--rate', '5', '--speed', '2'], /--rate and --speed both scale/],
  [['--as-logged', '--load', 'const(1,1s)'], /cannot be used with/],
  [['--as-logged', '--arrivals', 'poisson'], /--arrivals says nothing/],
  [['--as-logged', '--speed', '0'], /A speed is a number above 0/],
] as const) {
  test(`${args.join(' ')} is refused`, async () => {
    const replay = await runReplay([logOf([0]), '--target', 'http://127.0.0.1:9', ...args]);
    assert.equal(replay.status, 2);
    assert.match(replay.stderr, says);
    assert.equal(replay.stderr.trimEnd().split('\n').length, 2, replay.stderr);
  });
}
