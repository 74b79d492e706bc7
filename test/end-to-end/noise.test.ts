import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const report = async (db: string, ...args: string[]) =>
  JSON.parse((await runCli(['report', '--json', '--db', db, ...args])).stdout).drift;

test('what another replay answers otherwise is left out and counted; what both change alike stays', async () => {
  let run = 0;
  let flaky = 0;
  await using server = await serve({
    answer: ({ url }) => {
      if (url.startsWith('/broken/')) return { status: 500 };
      // Every other one, and in the second run the others.
      return url === '/flaky' ? { status: flaky++ % 2 === run ? 503 : 200 } : undefined;
    },
  });
  const lines = Array.from({ length: 10 }, (_, i) => [
    ...[combinedLine('/flaky'), combinedLine(`/broken/${i}`), combinedLine('/ok')],
  ]);
  const log = writeLog(lines.flat());
  const db = join(temporaryDirectory('noise'), 'runs.db');
  // One connection: requests arrive in the order of the plan.
  const args = [
    log,
    '--target',
    server.url,
    '--rate',
    'max',
    '--connections',
    '1',
    '--workers',
    '1',
    '--once',
  ];
  for (run = 0; run < 2; run++) {
    const { status, stderr } = await runCli(['run', ...args, '--db', db]);
    assert.equal(status, 0, stderr);
  }

  const alone = await report(db, '1');
  assert.deepEqual([alone.compared, alone.same, alone.unexplained, alone.noise], [30, 15, 15, 0]);
  const drift = await report(db, '1', '--noise', '2');
  assert.deepEqual([drift.compared, drift.same, drift.unexplained, drift.noise], [25, 15, 10, 5]);
  assert.deepEqual(drift.noise_floor, { run_id: 2, not_answered: 0 });
  const changed = drift.cells.filter(({ change }: { change: string }) => change !== 'same');
  assert.deepEqual(
    changed.map(({ path, count }: { path: string; count: number }) => [path, count]),
    [['/broken/:id', 10]],
  );

  const { stdout } = await runCli(['report', '1', '--noise', '2', '--db', db]);
  assert.match(
    stdout.replaceAll('\n', ' '),
    /10 requests on 1 endpoint did not: GET \/broken\/:id 200 → 500; 5 changed by themselves, left out/,
  );
  assert.match(stdout, /^noise: run 2 answered 5 of the changes otherwise: they are left out$/m);
});
