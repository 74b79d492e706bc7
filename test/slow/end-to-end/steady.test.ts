import assert from 'node:assert/strict';
import { test } from 'node:test';
import { booksOfRun } from '../../end-to-end/books-of-run.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';

const LOG = writeNumberedLog(100);

test('--stop-when steady ends a run whose percentiles have stopped moving: exit 0, and the report says so', async () => {
  // A twentieth of this is more than a busy machine adds.
  await using server = await serve({ answer: () => ({ delayMs: 1500 }) });
  const pace = [
    '--rate',
    '260',
    '--duration',
    '50s',
    '--stop-when',
    'steady(2s)',
    '--stop-when',
    '5xx>1% for 5s',
  ];
  const { status, stdout, database } = await runReplay([LOG, '--target', server.url, ...pace]);
  // On a busy machine it may be late.
  assert.equal(status, stdout.startsWith('NOT VALID: ') ? 5 : 0, stdout);
  const { planned, answered, dropped } = booksOfRun(database);
  assert.equal(answered, server.requests.length);
  assert.equal(planned, answered + dropped);
  assert.ok(planned >= 1040 && planned < 13_000, `${planned}`);
  assert.match(
    stdout.replaceAll(/\s+/g, ' '),
    / note steady\(2s\) ended the run after \d+ s: response time over the last 2 s was as over the 2 s before, p50 \d+ ms \(before: \d+ ms\), p95 /,
  );
  assert.doesNotMatch(stdout, /STOPPED|INTERRUPTED/);
  const [run] = queryDatabase(database, "select state, stopped, options -> 'stop_when' as asked from run");
  assert.deepEqual(run, { state: 'finished', stopped: null, asked: '["steady(2s)","5xx>1% for 5s"]' });
});
