import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, booksOfSummary } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(100);

test('--users sends as users would: one request at a time each, with pauses, spawned one after the other', async () => {
  let inFlight = 0;
  let most = 0;
  await using server = await serve({
    answer: () => {
      most = Math.max(most, ++inFlight);
      setTimeout(() => inFlight--, 20).unref();
      return { delayMs: 20 };
    },
  });
  const pace = ['--users', '6', '--spawn-rate', '20/s', '--wait', '100ms..200ms', '--duration', '1500ms'];
  const replay = await runReplay([LOG, '--target', server.url, ...pace, '--workers', '2']);
  assertRan(replay);
  // Of two senders one may come further than the other: requests that neither came to leave gaps.
  const { planned, answered } = booksOfSummary(replay.stdout);
  assert.equal(planned, answered);
  assert.equal(server.requests.length, planned);
  assert.ok(most <= 6, `${most} at once`);
  // Each user takes 120 ms and more for a round: at most 13 of them in 1.5 s.
  assert.ok(planned >= 6 && planned <= 6 * 13, `${planned} sent`);
  const due = queryDatabase<{ due_us: number }>(
    replay.database,
    'select due_us from outcome order by due_us',
  );
  assert.equal(due.length, planned);
  // The first five users begin every 50 ms, before any of them has come round.
  assert.deepEqual(due.map(({ due_us }) => due_us).slice(0, 3), [0, 50_000, 100_000]);
  assert.deepEqual(
    queryDatabase(replay.database, "select model, rate_asked, options -> 'users' as users from run"),
    [
      {
        model: 'closed',
        rate_asked: null,
        users: JSON.stringify({ count: 6, spawn_per_s: 20, wait_ms: [100, 200] }),
      },
    ],
  );
  const text = replay.stdout.replaceAll(/\s+/g, ' ');
  assert.match(text, /as fast as 6 users went/);
  assert.match(
    text,
    /6 users sent, waited for the answer and paused: a closed model\..*cannot be compared with those of an open model/,
  );
});

test('--users --once ends with the log, and users without a pause go on at once', async () => {
  await using server = await serve();
  const replay = await runReplay([LOG, '--target', server.url, '--users', '3', '--once']);
  assertRan(replay);
  assert.equal(booksOfRun(replay.database).answered, 100);
  assert.equal(server.requests.length, 100);
});

test('users of a target that does not answer wait for its timeout, and go on', async () => {
  await using server = await serve({ answer: () => ({ delayMs: 60_000 }) });
  const pace = ['--users', '4', '--duration', '1s', '--timeout', '200ms'];
  const replay = await runReplay([LOG, '--target', server.url, ...pace]);
  assert.equal(replay.status, 5);
  const { planned, failed } = booksOfRun(replay.database);
  assert.equal(failed, planned);
  assert.ok(planned > 4 && planned <= 4 * 5, `${planned} sent`);
});

for (const [args, says] of [
  [['--users', '5'], /--users needs an end/],
  [['--users', '5', '--rate', '10'], /'--users <n>' cannot be used with option '--rate/],
  [['--users', '5', '--once', '--arrivals', 'poisson'], /--arrivals says nothing with --users/],
  [['--rate', '5', '--wait', '1s'], /--wait says nothing without --users/],
  [['--rate', '5', '--spawn-rate', '1'], /--spawn-rate says nothing without --users/],
  [['--users', '5', '--once', '--wait', '2s..1s'], /two with the shorter first/],
  [['--users', '0', '--once'], /whole number from 1 up/],
] as const) {
  test(`${args.join(' ')} is refused`, async () => {
    const replay = await runReplay([LOG, '--target', 'http://127.0.0.1:9', ...args]);
    assert.equal(replay.status, 2);
    assert.match(replay.stderr, says);
    assert.equal(replay.stderr.trimEnd().split('\n').length, 2, replay.stderr);
  });
}
