import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { configFolder } from './config/config-folder.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { once, SECRET, shipped, target } from './ship-lines.ts';

test('Loki is sent each request that went wrong, in order, with its time, its answer and no secret', async () => {
  await using server = await target();
  await using loki = await serve({ answer: () => ({ status: 204, body: '' }) });
  const url = `loki:http://anna:${SECRET}@127.0.0.1:${loki.port}?tenant=team-a`;
  const { status, stdout, stderr, database } = await runReplay(
    once(server.url, '--ship', url, '--save-bodies', 'failed', '--name', 'nightly'),
  );
  assert.deepEqual([status, stdout, stderr], [0, '', '']);
  const [request] = loki.requests;
  assert.equal(loki.requests.length, 1);
  assert.equal(request!.url, '/loki/api/v1/push');
  assert.ok(request!.rawHeaders.some((text) => text === 'team-a'));
  assert.ok(request!.rawHeaders.includes(`Basic ${Buffer.from(`anna:${SECRET}`).toString('base64')}`));
  assert.deepEqual(JSON.parse(request!.body.toString()).streams[0].stream, {
    job: 'reprise',
    run_name: 'nightly',
  });
  const lines = shipped(loki);
  assert.deepEqual(
    lines.map(({ url, method, status, recorded_status }) => [url, method, status, recorded_status]),
    [
      [`${server.url}/bad?token=REDACTED&n=1`, 'GET', 500, 200],
      [`${server.url}/gone`, 'GET', 404, 200],
      [`${server.url}/bad?n=2`, 'GET', 500, 200],
    ],
  );
  assert.match(lines[0].body, /"why":"no disk"/);
  const due = queryDatabase<{ us: number }>(
    database,
    `select cast((julianday(coalesce(sending_started_at, started_at)) - 2440587.5) * 86400 as integer) as us from run`,
  )[0]!.us;
  for (const { ns, timestamp_ns } of lines) {
    assert.match(ns, /^\d{19}$/);
    assert.equal(ns, timestamp_ns);
    assert.ok(Math.abs(Number(ns) / 1e9 - due) < 60);
  }
  assert.ok(!request!.body.toString().includes(SECRET));
  assert.ok(!readFileSync(database, 'latin1').includes(SECRET));
});

test('what fails without an answer is sent to Better Stack with its reason, by its token', async () => {
  await using logs = await serve({ answer: () => ({ status: 202 }) });
  await using silent = await serve({ answer: () => ({ delayMs: 2000 }) });
  const { status } = await runReplay(
    once(
      silent.url,
      '--timeout',
      '200ms',
      '--no-preflight',
      '--ship',
      `betterstack:http://${SECRET}@127.0.0.1:${logs.port}`,
    ),
  );
  assert.equal(status, 5);
  assert.ok(logs.requests[0]!.rawHeaders.includes(`Bearer ${SECRET}`));
  const lines = JSON.parse(logs.requests[0]!.body.toString());
  assert.equal(lines.length, 4);
  for (const { dt, message, status, reason } of lines) {
    assert.match(dt, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
    assert.match(message, /^GET http:.* timeout$/);
    assert.deepEqual([status, reason], [null, 'timeout']);
  }
});

test('a receiver that does not answer keeps the run no longer than --ship-wait, and nothing is lost', async () => {
  await using server = await target();
  await using slow = await serve({ answer: () => ({ status: 204, body: '', delayMs: 20_000 }) });
  const began = performance.now();
  const { status, stderr, folder } = await runReplay(
    once(server.url, '--ship', `loki:${slow.url}`, '--ship-wait', '500ms'),
  );
  assert.equal(status, 0);
  assert.ok(performance.now() - began < 15_000);
  assert.match(stderr, /: 3 lines left in \S+ for the next run: it did not answer within 0\.5 s\n$/);
  assert.equal(globSync('*.spool/**/*.ndjson', { cwd: folder }).length, 1);
});

test('a password before the host of a receiver stands in no file of configuration as it is', async () => {
  for (const [url, isRefused] of [
    ['loki:http://anna:hunter2@127.0.0.1', true],
    ['betterstack:https://hunter2@s1.example', true],
    ['loki:http://anna:${PASSWORD}@127.0.0.1', false],
    ['loki:http://127.0.0.1:3100', false],
  ] as const) {
    const folder = configFolder(`log: access.log\ntarget: http://127.0.0.1:1\nrate: 1\nship: '${url}'\n`);
    const { status, stdout } = await folder.run(['config', 'check'], { env: { PASSWORD: 'x' } });
    assert.equal(status, isRefused ? 2 : 0, stdout);
    if (isRefused) assert.match(stdout, /ship: a credential stands in it/);
  }
});
