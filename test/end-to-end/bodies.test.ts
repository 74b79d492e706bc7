import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertRan } from './assert-ran.ts';
import { assertComplaint } from './complaint.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const ONCE = ['--rate', '200', '--once', '--methods', 'GET,POST,PUT,DELETE'];
const NOWHERE = ['--target', 'http://127.0.0.1:9', ...ONCE];
const REQUESTS = ['POST /api/items', 'POST /api/items/7', 'PUT /x', 'GET /a', 'DELETE /api/items/8'];
const LOG = writeLog(REQUESTS.map((request) => combinedLine(`${request} HTTP/1.1`)));

test('where the log has no payload, rules supply it, by method and path', async () => {
  await using server = await serve();
  const folder = temporaryDirectory('bodies');
  const bytes = Buffer.from([0, 255, 10, 13, 195, 169]);
  writeFileSync(join(folder, 'item.bin'), bytes);
  const rules = [
    '--body',
    'POST /api/items={"name":"é","token":"hunter2"}',
    '--body',
    'POST /api/items/:id=@item.bin',
  ];
  const args = [LOG, '--target', server.url, ...ONCE, ...rules, '--body', 'PUT /nothing=1'];
  const run = await runReplay(args, { cwd: folder });
  assertRan(run);
  const received = new Map(
    server.requests.map(({ method, url, body, rawHeaders }) => [`${method} ${url}`, { body, rawHeaders }]),
  );
  assert.deepEqual(
    [...received.keys()].toSorted(),
    [...REQUESTS.filter((it) => !it.startsWith('PUT'))].toSorted(),
  );
  const inline = received.get('POST /api/items')!;
  assert.equal(inline.body.toString(), '{"name":"é","token":"hunter2"}');
  assert.equal(headerOf(inline.rawHeaders, 'content-type'), 'application/json');
  assert.equal(headerOf(inline.rawHeaders, 'content-length'), '31');
  const file = received.get('POST /api/items/7')!;
  assert.deepEqual(file.body, bytes);
  assert.equal(headerOf(file.rawHeaders, 'content-type'), 'application/octet-stream');
  for (const name of ['GET /a', 'DELETE /api/items/8']) assert.equal(received.get(name)!.body.length, 0);

  assert.match(run.stdout, /body-missing 1\b/);
  assert.match(run.stdout.replace(/\s+/g, ' '), /--body PUT \/nothing: it was used for no request/);
  const [{ options }] = queryDatabase<{ options: string }>(run.database, 'select options from run');
  const { bodies } = JSON.parse(options);
  assert.deepEqual(
    bodies
      .slice(0, 2)
      .map(({ requests, file, text, bytes }: Record<string, unknown>) => [requests, file, text, bytes]),
    [
      ['POST /api/items', null, '{"name":"é","token":"REDACTED"}', 31],
      ['POST /api/items/:id', 'item.bin', null, 6],
    ],
  );
  assert.doesNotMatch(readFileSync(run.database, 'latin1'), /hunter2/);

  const dry = await runCli(['run', ...args, '--dry-run'], { cwd: folder });
  assert.equal(dry.status, 0, dry.stderr);
  assert.match(dry.stdout, /"name":"é"/);
  assert.match(dry.stderr, /warning: --body PUT \/nothing: it was used for no request/);
  const inspection = await runCli(['inspect', LOG, '--methods', 'POST', ...rules, '--json'], { cwd: folder });
  const { replayable, with_body } = JSON.parse(inspection.stdout);
  assert.deepEqual({ replayable, with_body }, { replayable: 2, with_body: 2 });
});

test('--body-missing error ends the run before it begins, at the first line that has no payload', async () => {
  await using server = await serve();
  const rule = ['--body', 'POST /api/items={}'];
  const args = [LOG, '--target', server.url, ...ONCE, ...rule, '--body-missing', 'error'];
  const run = await runReplay(args);
  const complaint = {
    status: 3,
    what: /access\.log:2: the log does not hold the payload of POST \/api\/items\/7/,
    mend: /--body 'POST \/api\/items\/7=@FILE' supplies it/,
  };
  assertComplaint(run, complaint);
  assert.equal(server.connections, 0);
  assertComplaint(
    await runCli(['inspect', LOG, '--methods', 'POST', ...rule, '--body-missing', 'error']),
    complaint,
  );
  const all = await runReplay([...args, '--body', 'POST /api/items/*=x', '--exclude', '^/x$']);
  assertRan(all);
  assert.equal(server.requests.length, 4);
});

test('--body-missing error cannot read standard input before the run', async () => {
  const run = await runReplay(['-', ...NOWHERE, '--body-missing', 'error'], { input: readFileSync(LOG) });
  assertComplaint(run, {
    status: 2,
    what: /standard input, and a log that is followed, cannot be read twice/,
    mend: /--body-missing skip/,
  });
});

test('a request of which the log says that it had no payload is sent without one', async () => {
  await using server = await serve();
  const entry = (url: string, more: object) =>
    JSON.stringify({ time: '2026-09-15T10:00:00Z', method: 'POST', url, status: 200, ...more });
  const log = writeLog([
    entry('/length-0', { headers: { 'Content-Length': '0', 'Content-Type': 'text/plain' } }),
    entry('/length-5', { headers: { 'Content-Length': '5' } }),
    entry('/empty', { body: '' }),
  ]);
  const run = await runReplay([log, '--target', server.url, ...ONCE]);
  assertRan(run);
  assert.deepEqual(server.requests.map(({ url, body }) => [url, body.length]).toSorted(), [
    ['/empty', 0],
    ['/length-0', 0],
  ]);
  assert.match(run.stdout, /body-missing 1\b/);
});

for (const [args, what] of [
  [['--body', 'items=1'], /--body items=1: is no rule/],
  [['--body', 'POST /a=@missing.json'], /--body POST \/a: missing\.json cannot be read \(ENOENT\)/],
  [['--body', 'POST /a=@bad.json'], /--body POST \/a: bad\.json is no JSON: /],
  [['--body', 'POST /a={"a":', '--header', 'Content-Type: application/json'], /its text is no JSON: /],
] as const) {
  test(`${args.join(' ')} is wrong usage`, async () => {
    const folder = temporaryDirectory('bodies');
    writeFileSync(join(folder, 'bad.json'), '{"a":');
    const run = await runReplay([LOG, ...NOWHERE, ...args], { cwd: folder });
    assertComplaint(run, { status: 2, what, mend: /--body 'POST/ });
  });
}

function headerOf(raw: readonly string[], name: string): string | undefined {
  const at = raw.findIndex((part, i) => i % 2 === 0 && part.toLowerCase() === name);
  return at === -1 ? undefined : raw[at + 1];
}
