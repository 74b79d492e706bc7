import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { assertRan } from './assert-ran.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(100);

test('the warm-up is sent, stored and marked, comes before the duration, and is in no figure', async () => {
  // The first 40 requests fail: those of the warm-up.
  let received = 0;
  await using server = await serve({ answer: () => ({ status: received++ < 40 ? 503 : 200 }) });
  const pace = ['--rate', '50', '--warmup', '800ms', '--duration', '1s'];
  const replay = await runReplay([LOG, '--target', server.url, ...pace, '--json']);
  assertRan(replay);
  assert.equal(server.requests.length, 90);
  const { run, warmup, planned, answered, statuses, sending_s, response_time_ms, endpoints } = JSON.parse(
    replay.stdout,
  );
  assert.deepEqual([run.warmup_s, run.duration_s], [0.8, 1.8]);
  assert.deepEqual(
    { warmup, planned, answered, statuses },
    { warmup: 40, planned: 50, answered: 50, statuses: { 200: 50 } },
  );
  assert.equal(response_time_ms.count, 50);
  assert.ok(sending_s >= 1 && sending_s < 1.8, `${sending_s}`);
  assert.deepEqual([endpoints[0].planned, endpoints[0].bad], [50, 0]);
  assert.deepEqual(
    queryDatabase(
      replay.database,
      'select warmup, status, count(*) as n, min(due_s) as first from outcomes group by 1, 2 order by 1',
    ),
    [
      { warmup: 0, status: 200, n: 50, first: 0.8 },
      { warmup: 1, status: 503, n: 40, first: 0 },
    ],
  );
  assert.deepEqual(queryDatabase(replay.database, 'select planned, status_5xx from endpoints'), [
    { planned: 50, status_5xx: 0 },
  ]);
  assert.deepEqual(
    queryDatabase(replay.database, 'select second, warmup, planned from timeline order by second, warmup'),
    [
      { second: 0, warmup: 0, planned: 10 },
      { second: 0, warmup: 1, planned: 40 },
      { second: 1, warmup: 0, planned: 40 },
    ],
  );

  const report = await runCli(['report', '--db', replay.database]);
  assert.match(report.stdout, /^planned 50 = answered 50/m);
  assert.match(report.stdout, /^warm-up +0\.8 s +40 requests, stored and marked, in no figure$/m);
  const history = await runCli(['history', '--db', replay.database]);
  assert.match(history.stdout, / 50 +0\.0% /);
  const exported = await runCli(['export', '--db', replay.database]);
  const [header, ...rows] = exported.stdout.trim().split('\r\n');
  assert.ok(header.split(',').includes('warmup'), header);
  assert.equal(rows.length, 90);
});

test('a load that begins at nothing has no rate to warm up at', async () => {
  const args = [
    '--target',
    'http://127.0.0.1:9',
    '--no-preflight',
    '--load',
    'line(0,9,1s)',
    '--warmup',
    '1s',
  ];
  const { status, stderr } = await runReplay([LOG, ...args]);
  assert.equal(status, 2);
  assert.match(stderr, /begins at 0\/s cannot warm up/);
});
