import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { booksOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

/** A log of JSON lines with requests that began then, in milliseconds; undefined: the line has no time. */
function logOf(startsMs: readonly (number | undefined)[], query = ''): string {
  return writeLog(
    startsMs.map((ms, i) => {
      const time = ms === undefined ? undefined : new Date(NOON_MS + ms).toISOString();
      return JSON.stringify({ time, method: 'GET', path: `/${i}${query}`, status: 200 });
    }),
    'access.json',
  );
}

const NOON_MS = Date.UTC(2026, 8, 15, 12, 0, 0, 1);

function dueMs(database: string): number[] {
  const rows = queryDatabase<{ due_us: number }>(database, 'select due_us from outcome order by seq');
  return rows.map(({ due_us }) => due_us / 1000);
}

/** Bursts and silence, half a second in all. */
const STARTS = [0, 3, 4, 7, 200, 203, 205, 500];

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

test('--max-gap shortens silence', async () => {
  await using server = await serve();
  const log = logOf([0, 10, 3_600_000, 3_600_020]);
  const replay = await runReplay([log, '--target', server.url, '--as-logged', '--max-gap', '100ms']);
  assertRan(replay);
  assert.deepEqual(dueMs(replay.database), [0, 10, 110, 130]);
});

test('--as-logged --rate scales the shape to a mean, over as many passes as the duration takes', async () => {
  await using server = await serve();
  const pace = ['--as-logged', '--rate', '80', '--duration', '300ms', '--workers', '2'];
  const replay = await runReplay([logOf(STARTS), '--target', server.url, ...pace]);
  assertRan(replay);
  // Eight requests at 80 a second are a pass of 100 ms; the log's 500 ms and a mean gap are 571.4.
  const scale = 100 / (500 + 500 / 7);
  const expected = [0, 1, 2].flatMap((pass) => STARTS.map((ms) => pass * 100 + ms * scale));
  const due = dueMs(replay.database);
  assert.equal(due.length, expected.length);
  for (const [i, ms] of due.entries()) assert.ok(Math.abs(ms - expected[i]) <= 0.001, `${i} due at ${ms}`);
  assert.deepEqual(queryDatabase(replay.database, 'select rate_asked from run'), [{ rate_asked: 80 }]);
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

test('what is too far out of order goes at once, and the report says how many', async () => {
  await using server = await serve();
  // Long enough that the one that is late is read after others have gone.
  const between = Array.from({ length: 600 }, (_, i) => 70_000 + i * 250);
  const log = logOf([...between, 5], `?${'x'.repeat(500)}`);
  const replay = await runReplay([log, '--target', server.url, '--as-logged', '--speed', '100']);
  assertRan(replay);
  const due = dueMs(replay.database);
  assert.equal(due.length, 601);
  assert.equal(due.at(-1), (599 * 250) / 100);
  assert.match(
    replay.stdout.replaceAll(/\s+/g, ' '),
    /out of order by more than 60 s or 50000 requests for 1 request:.*--merge/,
  );
});

test('a log without times is an error that says what to do', async () => {
  await using server = await serve();
  const replay = await runReplay([logOf([undefined, undefined]), '--target', server.url, '--as-logged']);
  assert.equal(replay.status, 3);
  assert.match(replay.stderr, /^error: the log does not say when its requests began/);
  assert.match(replay.stderr, /\n {2}replay it at a rate: --rate 100/);
  assert.equal(server.requests.length, 0);
});

test('standard input keeps its timing, but cannot be scaled to a rate', async () => {
  await using server = await serve();
  const input = STARTS.map((ms, i) =>
    JSON.stringify({ time: new Date(NOON_MS + ms).toISOString(), method: 'GET', path: `/${i}` }),
  ).join('\n');
  const replay = await runReplay(['-', '--target', server.url, '--as-logged', '--speed', '10'], { input });
  assertRan(replay);
  assert.deepEqual(
    dueMs(replay.database),
    STARTS.map((ms) => ms / 10),
  );
  const scaled = await runReplay(['-', '--target', server.url, '--as-logged', '--rate', '5'], { input });
  assert.equal(scaled.status, 2);
  assert.match(scaled.stderr, /read twice.*\n {2}save it in a file first/);
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
