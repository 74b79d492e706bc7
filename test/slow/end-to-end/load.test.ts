import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const LOG = writeNumberedLog(100);

function dueTimes(database: string): number[] {
  const rows = queryDatabase(database, 'select due_us from outcome order by seq') as { due_us: number }[];
  return rows.map(({ due_us }) => due_us);
}

test('what a rate that changes asked for is what it did until the run was ended', async () => {
  await using server = await serve();
  const pace = ['--load', 'const(100,1s) const(500,1s)', '--once'];
  const { database } = await runReplay([writeNumberedLog(60), '--target', server.url, ...pace]);
  const [{ rate_asked }] = queryDatabase<{ rate_asked: number }>(database, 'select rate_asked from runs');
  assert.equal(rate_asked, 100, 'not 300');
});

test('--arrivals poisson is random, and the same again with the same seed', async () => {
  await using server = await serve();
  const run = async (seed: string) => {
    const pace = ['--rate', '300', '--duration', '1s', '--arrivals', 'poisson', '--seed', seed];
    const replay = await runReplay([LOG, '--target', server.url, ...pace]);
    assertRan(replay);
    return dueTimes(replay.database);
  };
  const [first, again, other] = [await run('7'), await run('7'), await run('8')];
  assert.deepEqual(again, first);
  assert.notDeepEqual(other, first);
  assert.ok(Math.abs(first.length - 300) < 4 * Math.sqrt(300), `${first.length} arrivals`);
  const gaps = new Set(first.slice(1).map((due, i) => due - first[i]));
  assert.ok(gaps.size > 200, 'gaps are not all alike');
});

test('--load takes a file with a function, and one of points', async () => {
  await using server = await serve();
  const folder = temporaryDirectory('load');
  const shape = join(folder, 'shape.ts');
  writeFileSync(shape, 'export default (s: number): number | null => (s < 0.5 ? 20 : s < 1 ? 60 : null);\n');
  const byFunction = await runReplay([LOG, '--target', server.url, '--load', shape]);
  assertRan(byFunction);
  const due = dueTimes(byFunction.database);
  assert.equal(due.length, 40);
  assert.deepEqual([due[0], due[5], due[25]], [0, 250_000, 750_000]);
  const cut = await runReplay([LOG, '--target', server.url, '--load', shape, '--duration', '600ms']);
  assert.equal(dueTimes(cut.database).length, 16);

  const points = join(folder, 'points.csv');
  writeFileSync(points, '0,50\n1,50\n');
  const byPoints = await runReplay([LOG, '--target', server.url, '--load', points]);
  assertRan(byPoints);
  assert.deepEqual(
    dueTimes(byPoints.database),
    Array.from({ length: 50 }, (_, i) => i * 20_000),
  );
  const missing = await runReplay([LOG, '--target', server.url, '--load', join(folder, 'none.csv')]);
  assert.equal(missing.status, 2);
  assert.match(
    missing.stderr,
    /none\.csv: ENOENT[^\n]*\n {2}a load is shapes, a \.csv of seconds,rate, or a file:/,
  );
});
