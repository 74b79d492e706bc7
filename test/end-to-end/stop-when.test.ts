import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(100);

test('--stop-when ends a run that goes wrong: exit 4, what was done is stored, the reason and its first second are told', async () => {
  let received = 0;
  await using server = await serve({ answer: () => ({ status: received++ < 120 ? 200 : 500 }) });
  const pace = ['--rate', '60', '--duration', '60s', '--stop-when', 'failed>50% for 3s'];
  const replay = await runReplay([LOG, '--target', server.url, ...pace, '--stop-when', '5xx>30% for 2s']);
  assert.equal(replay.status, 4, replay.stderr);
  const { planned, answered } = booksOfRun(replay.database);
  assert.equal(planned, answered);
  assert.ok(planned >= 150 && planned <= 900, `${planned} sent`);
  assert.match(replay.stdout, /^STOPPED by 5xx>30% for 2s: \d+\.\d% were bad, from second 2 of the run on$/m);
  assert.match(replay.stdout, /^reprise: STOPPED EARLY: /m);
  const [run] = queryDatabase<Record<string, string>>(
    replay.database,
    "select r.state, stopped ->> 'condition' as condition, stopped ->> 'firstSecond' as first, options -> 'stop_when' as asked from run join runs r on r.run_id = id",
  );
  assert.deepEqual(run, {
    state: 'stopped',
    condition: '5xx>30% for 2s',
    first: 2,
    asked: '["failed>50% for 3s","5xx>30% for 2s"]',
  });
  const again = await runCli(['report', '--db', replay.database, '--json']);
  const { state, stopped } = JSON.parse(again.stdout).run;
  assert.equal(state, 'stopped');
  assert.equal(stopped.first_second, 2);
  const history = await runCli(['history', '--db', replay.database]);
  assert.match(history.stdout, /stopped/);
});

test('a run that keeps within its limits ends as it should', async () => {
  await using server = await serve();
  const pace = [
    '--rate',
    '50',
    '--duration',
    '2s',
    '--stop-when',
    '5xx>0% for 1s',
    '--stop-when',
    'p50>30s for 1s',
  ];
  const replay = await runReplay([LOG, '--target', server.url, ...pace]);
  assertRan(replay);
  assert.equal(booksOfRun(replay.database).answered, 100);
});

test('a condition that is none is refused with examples', async () => {
  const args = ['--target', 'http://127.0.0.1:9', '--rate', '1', '--stop-when', '5xx>20%'];
  const { status, stderr } = await runReplay([LOG, ...args]);
  assert.equal(status, 2);
  assert.match(stderr, /is no condition; such as '5xx>20% for 5s', 'failed>50% for 3s' or 'p99>2s for 10s'/);
});
