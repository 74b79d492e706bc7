import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { booksOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(100);

function dueTimes(database: string): number[] {
  const rows = queryDatabase(database, 'select due_us from outcome order by seq') as { due_us: number }[];
  return rows.map(({ due_us }) => due_us);
}

test('--load sends what its shapes add up to, at the times that follow from them', async () => {
  await using server = await serve();
  // 10 → 190 a second over 2 s are 200; then 50 a second for 1 s.
  const replay = await runReplay([LOG, '--target', server.url, '--load', 'line(10,190,2s) const(50,1s)']);
  assertRan(replay);
  assert.equal(booksOfRun(replay.database).answered, 250);
  assert.equal(server.requests.length, 250);
  const due = dueTimes(replay.database);
  // The area under 10 + 90·t is n: t = (√(100 + 180·n) − 10) / 90.
  for (const n of [0, 1, 50, 150, 199]) {
    const expected = ((Math.sqrt(100 + 180 * n) - 10) / 90) * 1e6;
    assert.ok(Math.abs(due[n] - expected) <= 1, `${n} at ${due[n]}, not ${expected}`);
  }
  assert.equal(due[225], 2.5e6);
  assert.deepEqual(
    queryDatabase(replay.database, "select options ->> 'load' as load, duration_us from run"),
    [{ load: 'line(10,190,2s) const(50,1s)', duration_us: 3e6 }],
  );
  assert.match(replay.stdout, /asked 83\.3\/s/);
});

for (const [args, says] of [
  [['--load', 'const(10,1s)', '--rate', '5'], /'--load <shapes>' cannot be used with option '--rate <rate>'/],
  [['--load', 'const(10,1s)', '--duration', '5s'], /--load has a duration of its own/],
  [['--load', 'ramp(1,2,3s)'], /'ramp' is no shape/],
  [['--rate', 'max', '--once', '--arrivals', 'poisson'], /--arrivals says nothing with --rate max/],
] as const) {
  test(`${args.join(' ')} is refused before anything is sent`, async () => {
    await using server = await serve();
    const replay = await runReplay([LOG, '--target', server.url, ...args]);
    assert.equal(replay.status, 2);
    assert.match(replay.stderr, says);
    assert.equal(replay.stderr.trimEnd().split('\n').length, 2, replay.stderr);
    assert.equal(server.connections, 0);
  });
}
