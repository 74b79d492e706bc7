import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { dueMs, logOf, NOON_MS, STARTS } from '../../end-to-end/timed-log.ts';

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
