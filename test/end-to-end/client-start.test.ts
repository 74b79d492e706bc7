import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, reasonsOfRun } from './books-of-run.ts';
import { assertComplaint } from './complaint.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeClient } from './write-client.ts';
import { writeNumberedLog } from './write-log.ts';

/** A client that notes what is called. */
function notingClient(members = '') {
  const notes = join(temporaryDirectory('notes'), 'notes');
  const client = writeClient(
    `start: ({ worker }) => { note('start ' + worker); return { worker }; },
    stop: async ({ state }) => { await null; note('stop ' + state.worker); },
    ${members}`,
    `import { appendFileSync } from 'node:fs';\nconst note = (text: string) => appendFileSync(${JSON.stringify(notes)}, text + '\\n');`,
  );
  return { client, notes: () => readFileSync(notes, 'utf8').trimEnd().split('\n').sort() };
}

test('a client is started once in each sender, before the run, and stopped after it', async () => {
  await using server = await serve();
  const { client, notes } = notingClient();
  const run = await runReplay([
    ...[writeNumberedLog(10), '--target', server.url, '--rate', '100', '--once', '--workers', '2'],
    ...['--client', client],
  ]);
  assertRan(run);
  assert.deepEqual(notes(), ['start 0', 'start 1', 'stop 0', 'stop 1']);
});

test('Ctrl-C stops a client as the end of a run does; an error of stop is told and is no outcome', async () => {
  await using server = await serve();
  const { client, notes } = notingClient(
    "judge: () => true, stop: () => { note('stop'); throw new Error('is open'); },",
  );
  const folder = temporaryDirectory('interrupted');
  const args = [writeNumberedLog(1000), '--target', server.url, '--rate', '100', '--workers', '1'];
  await using cli = startCli(['run', ...args, '--client', client, '--db', 'runs.db', '--max-overdue', '1m'], {
    cwd: folder,
  });
  await server.received(10);
  cli.send('SIGINT');
  const { status, stdout } = await cli.finished;
  assert.equal(status, 130);
  assert.deepEqual(notes(), ['start 0', 'stop']);
  assert.match(stdout.replaceAll(/\s+/g, ' '), /client stop failed once: is open/);
  assert.equal(booksOfRun(join(folder, 'runs.db')).failed, 0);
});

test('a sender that takes the place of another starts the client again', async () => {
  await using server = await serve();
  const { client, notes } = notingClient(
    `prepare(request) {
      if (request.seq === 30) process.exit();
      return request;
    },`,
  );
  const run = await runReplay([
    ...[writeNumberedLog(60), '--target', server.url, '--rate', '100', '--once', '--workers', '1'],
    ...['--client', client, '--max-overdue', '1m'],
  ]);
  assert.equal(run.status, 5, 'a sender was lost');
  assert.deepEqual(notes(), ['start 0', 'start 0', 'stop 0']);
  const { planned, answered, dropped } = booksOfRun(run.database);
  assert.equal(planned, 60);
  assert.equal(dropped, 0);
  assert.ok(answered >= 50, String(answered));
  assert.ok((reasonsOfRun(run.database).aborted ?? 0) >= 1);
});

test('a client that leaves something open keeps no run from its end', async () => {
  await using server = await serve();
  const client = writeClient(
    `start() { setInterval(() => {}, 1000); createServer().listen(0, '127.0.0.1'); },`,
    "import { createServer } from 'node:net';\nsetInterval(() => {}, 1000);\ncreateServer().listen(0, '127.0.0.1');",
  );
  const run = await runReplay([
    ...[writeNumberedLog(5), '--target', server.url, '--rate', '100', '--once', '--client', client],
  ]);
  assertRan(run);
  assert.equal(booksOfRun(run.database).answered, 5);
});

test('what start takes is outside the measurement', async () => {
  await using server = await serve();
  const client = writeClient(`start: () => new Promise((resolve) => setTimeout(resolve, 400)),`);
  const run = await runReplay([
    ...[writeNumberedLog(10), '--target', server.url, '--rate', '100', '--once', '--client', client],
    ...['--timeout', '20s', '--max-overdue', '1m'],
  ]);
  assertRan(run);
  const [{ lag }] = queryDatabase<{ lag: number }>(run.database, 'select min(lag_ms) as lag from outcomes');
  assert.ok(lag < 300, String(lag));
});

for (const [what, members, before, complaint, mend] of [
  [
    'that throws in start',
    `start() { throw new Error('login was refused\\nmore'); },`,
    '',
    /start failed: login was refused$/,
    /nothing was sent/,
  ],
  [
    'whose start is never done',
    `start: () => new Promise(() => {}),`,
    '',
    /start failed: it took longer than 300 ms \(--timeout\)$/,
    /nothing was sent/,
  ],
  [
    'whose login fails',
    `start: ({ request }) => request({ path: '/slow' }),`,
    '',
    /start failed: no complete answer in time$/,
    /nothing was sent/,
  ],
  [
    'without a hook',
    `helper: 1,`,
    '',
    /its default export has none of the hooks$/,
    /export default \{ start, prepare/,
  ],
  ['whose hook is no function', `judge: true as any,`, '', /judge is no function$/, /export default/],
  [
    'with a hook that is misspelt',
    `perpare: (request: any) => request, judge: () => true,`,
    '',
    /perpare is no hook; prepare is meant\?$/,
    /export default/,
  ],
  ['with a syntax error', `prepare: (,`, '', /cannot be loaded: /, /export default/],
  [
    'that imports what is not there',
    `judge: () => true,`,
    "import './nope.ts';",
    /cannot be loaded: Cannot find module/,
    /export default/,
  ],
  [
    'that ends its thread when it is loaded',
    `judge: () => true,`,
    'process.exit();',
    /cannot be loaded: it ended the thread/,
    /belongs in start/,
  ],
  [
    'that throws when it is loaded',
    `judge: () => true,`,
    "throw new Error('not today');",
    /cannot be loaded: not today$/,
    /export default/,
  ],
] as const) {
  test(`a client ${what} ends the run before anything is sent or stored`, async () => {
    await using server = await serve({ answer: () => ({ delayMs: 5000 }) });
    const client = writeClient(members, before);
    const run = await runReplay([
      ...[
        writeNumberedLog(1),
        '--target',
        server.url,
        '--rate',
        '10',
        '--timeout',
        '300ms',
        '--client',
        client,
      ],
    ]);
    assertComplaint(run, { status: 3, what: complaint, mend });
    assert.match(run.stderr, new RegExp(`^error: --client ${client.replaceAll('.', '\\.')}: `));
    assert.equal(existsSync(run.database), false);
    assert.ok(server.requests.every(({ url }) => url === '/slow'));
  });
}

test('what is no client, or says nothing without one, is refused', async () => {
  const args = [writeNumberedLog(1), '--target', 'http://127.0.0.1:1', '--rate', '10'];
  const client = writeClient('judge: () => true,');
  for (const [more, status, what] of [
    [
      ['--client', join(temporaryDirectory('none'), 'missing.ts')],
      3,
      /missing\.ts: cannot be loaded: Cannot find/,
    ],
    [['--set', 'a=b'], 2, /--set says nothing without --client/],
    [['--client', client, '--set', 'a'], 2, /--set a: it has no key and value/],
    [['--client', `${client}:0`], 2, /its weight, from 1 to 1000/],
    [
      ['--client', client, '--target', 'tcp://127.0.0.1:9'],
      2,
      /tcp:\/\/127\.0\.0\.1:9: it is not said how to speak to it/,
    ],
    [['--target', 'tcp://127.0.0.1'], 2, /A target is a URL such as/],
  ] as const) {
    const run = await runReplay([...args, ...more]);
    assert.equal(run.status, status, run.stderr);
    assert.match(run.stderr, what);
    assert.equal(existsSync(run.database), false);
  }
});
