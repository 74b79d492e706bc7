import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun } from './books-of-run.ts';
import { assertComplaint } from './complaint.ts';
import { notingClient } from './noting-client.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeClient } from './write-client.ts';
import { writeNumberedLog } from './write-log.ts';

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
