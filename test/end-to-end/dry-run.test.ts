import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { closedPort } from '../helpers/closed-port.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { rawServer } from './raw-server.ts';
import { runReplay } from './run-replay.ts';
import { combinedLine, writeLog, writeNumberedLog } from './write-log.ts';

const LOG = fileURLToPath(new URL('../../fixtures/nginx/access.log', import.meta.url));
const NOWHERE = `http://127.0.0.1:${await closedPort()}`;

interface DryLine {
  readonly seq: number;
  readonly due_s: number | null;
  readonly method: string;
  readonly endpoint: string;
  readonly head: string;
  readonly body: string | null;
  readonly bytes_base64: string;
  readonly redacted: boolean;
  readonly refusal: string | null;
}

async function dryLines(args: readonly string[]): Promise<DryLine[]> {
  const { status, stdout, stderr } = await runReplay([...args, '--json']);
  // Not all of its requests have a host.
  const complaints = stderr.replace(/^warning: --host log: .*\n/, '');
  assert.deepEqual({ status, complaints }, { status: 0, complaints: '' });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const bytesOf = ({ bytes_base64 }: DryLine) => Buffer.from(bytes_base64, 'base64').toString('latin1');

/** Requests with headers, bodies and secrets, and the format that reads them. */
function logWithEverything(): string[] {
  const log = writeLog(
    [
      {
        method: 'GET',
        target: '/caf\xc3\xa9?token=hush&a=1',
        headers: [
          ['Cookie', 'sid=hush'],
          ['Accept', '*/*'],
        ],
      },
      { method: 'POST', target: '/login', body: 'user=bob&password=hush', host: 'shop.example' },
      {
        method: 'PUT',
        target: '/x',
        body: '{"api_key":"hush","n":1}',
        headers: [['Content-Type', 'application/json']],
      },
      { method: 'POST', target: '/bytes', body: '\x00\xff\r\n\r\n\x1b[31m' },
      { method: 'HEAD', target: '/%00?%zz' },
      {
        method: 'DELETE',
        target: '/7',
        headers: [
          ['Authorization', 'Bearer hush'],
          ['Referer', 'http://a/?token=hush'],
        ],
      },
    ].map((record) =>
      JSON.stringify(record).replaceAll(/[\x80-\xff]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
    ),
  );
  const parser = join(temporaryDirectory('parser'), 'everything.ts');
  writeFileSync(
    parser,
    `export default {
       name: 'everything', title: 'everything', samples: [],
       open: () => (line: string) => {
         const { body, ...record } = JSON.parse(line);
         return body === undefined ? record : { ...record, body: Buffer.from(body, 'latin1') };
       },
     };`,
  );
  return [log, '--parser', parser, '--methods', 'GET,HEAD,POST,PUT,DELETE', '--host', 'log'];
}

for (const [what, args] of Object.entries({
  'of a log': [LOG, '--header', 'X-Test: 1'],
  'with headers, bodies and hosts': logWithEverything(),
})) {
  test(`a dry run tells the requests ${what} byte for byte as the run then sends them`, async () => {
    await using server = await rawServer();
    const run = [...args, '--target', server.url, '--rate', '200', '--duration', '300ms'];
    const told = (await dryLines([...run, '--dry-run', '1000', '--show-secrets'])).map(bytesOf);
    assert.equal(server.connections, 0, 'nobody was asked');
    // However busy the machine is: nothing is dropped, and what arrived is what counts.
    const { status, stderr } = await runReplay([...run, '--max-overdue', '1m']);
    assert.ok(status === 0 || status === 5, stderr);
    assert.equal(told.length, 60);
    assert.deepEqual(server.requests.toSorted(), told.toSorted());
  });
}

test('a dry run prints the first ten requests and when they are due, contacts nobody and stores nothing', async () => {
  const replay = await runReplay([LOG, '--target', NOWHERE, '--rate', '4', '--dry-run']);
  assert.deepEqual({ status: replay.status, stderr: replay.stderr }, { status: 0, stderr: '' });
  const titles = replay.stdout.split('\n').filter((line) => line.startsWith('# '));
  assert.equal(titles.length, 10);
  assert.equal(titles[0], '# 0  due at 0.000000 s  counts as GET /shop/:id');
  assert.match(titles[9]!, /^# 9 {2}due at 2\.250000 s {2}counts as GET \//);
  assert.match(
    replay.stdout,
    /\nGET \/shop\/455\?ref=newsletter HTTP\/1\.1\nhost: 127\.0\.0\.1:\d+\nconnection: keep-alive\n/,
  );
  assert.match(replay.stdout, /\n10 requests of the plan\. Nothing was sent, nothing is stored\.\n$/);
  assert.equal(existsSync(replay.database), false);
});

test('secrets are told only where that is asked for', async () => {
  const args = [...logWithEverything(), '--target', NOWHERE, '--rate', '10', '--dry-run'];
  const text = await runReplay(args);
  assert.doesNotMatch(text.stdout, /hush|\x1b/);
  assert.match(text.stdout, /^GET \/café\?token=REDACTED&a=1 HTTP\/1\.1$/m);
  assert.match(text.stdout, /^Cookie: REDACTED$/m);
  assert.match(text.stdout, /^user=bob&password=REDACTED$/m);
  assert.match(text.stdout, /^\{"api_key":"REDACTED","n":1\}$/m);
  assert.match(text.stdout, /secrets in 4 of them are REDACTED here \(--show-secrets\)/);
  const json = await dryLines(args);
  assert.deepEqual(
    json.map(({ redacted }) => redacted),
    [true, true, true, false, false, true],
  );
  for (const line of json) assert.doesNotMatch(JSON.stringify(line) + bytesOf(line), /hush/);
  assert.match((await runReplay([...args, '--show-secrets'])).stdout, /password=hush/);
});

test('the plan is that of the run: its rate, its duration, its end, its endpoints', async () => {
  const log = writeNumberedLog(3);
  const due = async (...args: string[]) =>
    (await dryLines([log, '--target', NOWHERE, ...args])).map(({ due_s, endpoint }) => [due_s, endpoint]);
  const hand = ['--endpoint', '/{n}'];
  assert.deepEqual(await due('--rate', '2', '--dry-run', ...hand), [
    [0, '/{n}'],
    [0.5, '/{n}'],
    [1, '/{n}'],
  ]);
  assert.equal((await due('--rate', '2', '--duration', '1h', '--dry-run=25')).length, 25);
  assert.deepEqual(await due('--rate', 'max', '--once', '--dry-run', '1'), [[null, '/:id']]);
  assert.deepEqual(await due('--load', 'line(1,3,1s)', '--dry-run'), [
    [0, '/:id'],
    [0.618034, '/:id'],
  ]);
});

test('standard input can be tried, and what comes after the last that is wanted is not waited for', async () => {
  const input = `${readFileSync(writeNumberedLog(100), 'latin1')}`;
  const { status, stdout } = await runReplay(
    ['-', '--target', NOWHERE, '--rate', '1', '--dry-run', '2', '--json'],
    { input },
  );
  assert.equal(status, 0);
  assert.equal(stdout.trimEnd().split('\n').length, 2);
});

test('what is no dry run is refused', async () => {
  for (const [args, complaint] of [
    [['--dry-run', writeLog([combinedLine('/')])], /the log stands before it/],
    [[LOG, '--dry-run', '0'], /whole number from 1 up/],
    [[LOG, '--dry-run'], /no target was named/],
    [[LOG, '--dry-run', '--target', NOWHERE], /no rate was given/],
    [[LOG, '--show-secrets', '--target', NOWHERE, '--rate', '1'], /says nothing without --dry-run/],
  ] as const) {
    const { status, stderr } = await runReplay(args);
    assert.equal(status, 2, stderr);
    assert.match(stderr, complaint);
  }
  const nothing = await runReplay([
    writeLog([combinedLine('POST / HTTP/1.1')]),
    '--target',
    NOWHERE,
    '--rate',
    '1',
    '--dry-run',
  ]);
  assert.equal(nothing.status, 3);
  assert.match(nothing.stderr, /nothing in the log can be replayed \(skipped: 1 method\)/);
});
