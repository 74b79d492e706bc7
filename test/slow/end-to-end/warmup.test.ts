import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';

const LOG = writeNumberedLog(100);

test('a report of a run that was cut off leaves its warm-up out as well', async () => {
  await using server = await serve();
  const pace = ['--rate', '50', '--warmup', '500ms', '--duration', '60s'];
  const replay = await runReplay([LOG, '--target', server.url, ...pace], {
    signalAfterMs: 4000,
    signal: 'SIGKILL',
  });
  const [{ n }] = queryDatabase<{ n: number }>(
    replay.database,
    'select count(*) as n from outcome where due_us >= 500000',
  );
  const report = await runCli(['report', '--db', replay.database, '--json']);
  const { warmup, planned } = JSON.parse(report.stdout);
  assert.ok(n > 0, 'it came beyond its warm-up');
  assert.deepEqual({ warmup, planned }, { warmup: 25, planned: n });
});

test('a load warms up at the rate with which it begins; a closed loop by the clock; the log by its own time', async () => {
  await using server = await serve({ answer: () => ({ delayMs: 5 }) });
  const load = ['--load', 'line(20,60,1s)', '--warmup', '500ms', '--json'];
  const { warmup, planned, rate_asked_per_s } = JSON.parse(
    (await runReplay([LOG, '--target', server.url, ...load])).stdout,
  );
  assert.deepEqual({ warmup, planned, rate_asked_per_s }, { warmup: 10, planned: 40, rate_asked_per_s: 40 });
  const max = ['--rate', 'max', '--connections', '2', '--warmup', '300ms', '--duration', '300ms'];
  const closed = await runReplay([LOG, '--target', server.url, ...max, '--json']);
  const counts = JSON.parse(closed.stdout);
  assert.ok(counts.warmup > 0 && counts.planned > 0, closed.stdout);
  assert.deepEqual(
    queryDatabase(closed.database, 'select sum(warmup) as warmup, sum(not warmup) as planned from outcomes'),
    [{ warmup: counts.warmup, planned: counts.planned }],
  );
  const asLogged = ['--as-logged', '--rate', '100', '--warmup', '250ms', '--duration', '500ms'];
  const logged = JSON.parse((await runReplay([LOG, '--target', server.url, ...asLogged, '--json'])).stdout);
  assert.deepEqual([logged.warmup, logged.planned], [25, 50]);
});
