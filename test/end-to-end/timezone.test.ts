import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { assertRan } from './assert-ran.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const HAPROXY =
  '192.0.2.7:1 [20/Jul/2026:12:00:00.500] www www/a 0/0/0/0/7 200 9 - - ---- 1/1/0/0/0 0/0 "GET /a HTTP/1.1"';

async function startOf(log: string, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runCli(['inspect', log, '--records', ...args]);
  assert.equal(status, 0, stderr);
  return new Date(JSON.parse(stdout.split('\n')[0]!).record.startedAtMs).toISOString();
}

for (const [what, line, args, inBerlin, inUtc] of [
  ['haproxy', HAPROXY, [], '2026-07-20T10:00:00.500Z', '2026-07-20T12:00:00.500Z'],
  [
    'a LogFormat of Apache whose stamp has no zone',
    '[2026-12-20 12:00:00] "GET /a HTTP/1.1"',
    ['--format', '[%{%Y-%m-%d %T}t] "%r"'],
    '2026-12-20T11:00:00.000Z',
    '2026-12-20T12:00:00.000Z',
  ],
  [
    'JSON whose stamp has no zone',
    '{"time":"2026-07-20 12:00:00","method":"GET","url":"/a","status":200}',
    [],
    '2026-07-20T10:00:00.000Z',
    '2026-07-20T12:00:00.000Z',
  ],
  [
    'the stamp of syslog around a line without a time',
    'Jul 20 12:00:00 web-1 shop[1]: GET /a 200 3 - 500.000 ms',
    [],
    '2026-07-20T09:59:59.500Z',
    '2026-07-20T11:59:59.500Z',
  ],
] as const) {
  test(`--timezone reads ${what}`, async () => {
    const log = writeLog([line]);
    utimesSync(log, 1_800_000_000, 1_800_000_000);
    assert.equal(await startOf(log, ...args, '--timezone', 'Europe/Berlin'), inBerlin);
    assert.equal(await startOf(log, ...args), inUtc);
    const { stdout } = await runCli(['inspect', log, ...args, '--timezone', 'Europe/Berlin']);
    assert.match(stdout, /read as Europe\/Berlin/);
    const json = JSON.parse((await runCli(['inspect', log, ...args, '--json'])).stdout);
    assert.equal(json.timezone, 'UTC');
  });
}

test('a stamp that names its zone is not moved, and inspect says nothing of zones', async () => {
  const log = writeLog([combinedLine('/a')]);
  assert.equal(await startOf(log, '--timezone', '+05:30'), '2026-09-15T10:00:00.000Z');
  const json = JSON.parse((await runCli(['inspect', log, '--timezone', '+05:30', '--json'])).stdout);
  assert.equal(json.timezone, null);
});

test('local is the zone of this machine, by its name', async () => {
  await using server = await serve();
  const log = writeLog([HAPROXY]);
  const args = ['--target', server.url, '--rate', '100', '--once', '--timezone', 'local'];
  const { database, ...ran } = await runReplay([log, ...args], { env: { TZ: 'Asia/Tokyo' } });
  assertRan(ran);
  const [run] = queryDatabase(database, "select options ->> 'timezone' as timezone from run");
  assert.deepEqual(run, { timezone: 'Asia/Tokyo' });
});

test('a zone that there is not is wrong usage', async () => {
  const { status, stderr } = await runCli(['inspect', writeLog([HAPROXY]), '--timezone', 'Mars/Olympus']);
  assert.equal(status, 2);
  assert.match(stderr, /^error: --timezone Mars\/Olympus: no such time zone\n {2}.*Europe\/Berlin/);
});
