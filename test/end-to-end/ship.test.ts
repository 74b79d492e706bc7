import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { closedPort } from '../helpers/closed-port.ts';
import type { CountingServer } from '../helpers/counting-server.ts';
import { configFolder } from './config/config-folder.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const SECRET = 'hunter2-Zx81';
const LOG = writeLog([
  combinedLine('/well'),
  combinedLine(`/bad?token=${SECRET}&n=1`),
  combinedLine('/gone'),
  combinedLine('/bad?n=2'),
]);

/** /bad is answered 500, /gone 404, the others 200. */
const target = () =>
  serve({
    answer: ({ url }) => {
      if (url.startsWith('/bad')) return { status: 500, body: `{"password":"${SECRET}","why":"no disk"}` };
      return { status: url === '/gone' ? 404 : 200 };
    },
  });

const once = (url: string, ...args: string[]) => [
  ...[LOG, '--target', url, '--rate', 'max', '--once', '--connections', '1', '--quiet', ...args],
];

/** What Loki was sent, a line each. */
function shipped({ requests }: Pick<CountingServer, 'requests'>) {
  return requests.flatMap(({ body }) => {
    const { streams } = JSON.parse(body.toString());
    return streams.flatMap(({ values }: { values: [string, string][] }) =>
      values.map(([ns, text]) => ({ ns, ...JSON.parse(text) })),
    );
  });
}

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

test('while the receiver is down, lines wait on disk; once it is back they come first, in order and once', async () => {
  await using server = await target();
  const port = await closedPort();
  const folder = configFolder('');
  const run = (...more: string[]) =>
    folder.run([
      'run',
      ...once(server.url, '--ship', `loki:http://u:${SECRET}@127.0.0.1:${port}/x`, ...more),
    ]);
  for (const left of [3, 6]) {
    const { status, stdout, stderr } = await run('--ship-wait', '300ms');
    assert.deepEqual([status, stdout], [0, ''], 'what a receiver does is no failure of the run');
    assert.match(
      stderr,
      new RegExp(
        `^warning: loki:http://127\\.0\\.0\\.1:${port}: ${left} lines left in reprise\\.db\\.spool/\\S+ for the next run: it refused the connection\\n$`,
      ),
    );
  }
  for (const file of globSync('reprise.db.spool/**/*.ndjson', { cwd: folder.path }))
    assert.ok(!readFileSync(folder.file(file), 'utf8').includes(SECRET));
  {
    await using loki = await serve({ port, answer: () => ({ status: 204, body: '' }) });
    const { stderr } = await run();
    assert.equal(stderr, '');
    const seen = shipped(loki).map(({ run_id, seq }) => `${run_id}/${seq}`);
    assert.deepEqual(seen, ['1/1', '1/2', '1/3', '2/1', '2/2', '2/3', '3/1', '3/2', '3/3']);
  }
  assert.deepEqual(globSync('reprise.db.spool/**/*.ndjson', { cwd: folder.path }), []);
});

test('a receiver that is busy is asked again when it says so; what it will never take is told of and gone', async () => {
  await using server = await target();
  const answers = [
    { status: 429, headers: { 'retry-after': '1' } },
    { status: 503 },
    { status: 204, body: '' },
  ];
  await using busy = await serve({ answer: () => answers.shift() });
  await using strict = await serve({ answer: () => ({ status: 400, body: 'entry too old' }) });
  const { status, stderr, folder } = await runReplay(
    once(server.url, '--ship', `loki:${busy.url}`, '--ship', `loki:${strict.url}`),
  );
  assert.equal(status, 0);
  assert.equal(stderr, `warning: loki:${strict.url}: 3 lines will never be taken: it answered 400\n`);
  assert.equal(busy.requests.length, 3);
  assert.ok(busy.requests[1]!.atUs - busy.requests[0]!.atUs >= 0.95e6, 'Retry-After');
  assert.equal(strict.requests.length, 1);
  assert.deepEqual(globSync('*.spool/**/*.ndjson', { cwd: folder }), []);
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
