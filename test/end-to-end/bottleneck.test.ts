import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(100);

test('of each sender it is stored how busy it was, and a run at its ease finds no bottleneck', async () => {
  await using server = await serve();
  const { status, stdout, database } = await runReplay([
    ...[LOG, '--target', server.url, '--rate', '40', '--duration', '2s', '--workers', '2', '--json'],
  ]);
  assert.equal(status, 0, stdout);
  const { senders } = JSON.parse(stdout).generator;
  assert.deepEqual(
    senders.map(({ worker }: { worker: number }) => worker),
    [0, 1],
  );
  for (const { busy_share, loop_delay_p99_ms } of senders) {
    assert.ok(busy_share > 0 && busy_share < 0.9, stdout);
    assert.ok(loop_delay_p99_ms >= 0);
  }
  const stored = queryDatabase<{ n: number }>(
    database,
    "select json_array_length(generator, '$.senders') as n from run",
  );
  assert.deepEqual(stored, [{ n: 2 }]);
});
