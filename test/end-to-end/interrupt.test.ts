import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { nowUs } from '../../src/clock.ts';
import { endWithTest } from '../helpers/end-with-test.ts';
import { runCli } from '../helpers/run-cli.ts';
import { type Cli, startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { booksOfRun, booksOfSummary, reasonsOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { misserve, serve } from './serve.ts';
import { combinedLine, writeLog, writeNumberedLog } from './write-log.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} stops the sending, waits for what is in flight, stores all of it and shows the summary`, async () => {
    await using server = await serve({ answer: () => ({ delayMs: 300 }) });
    const { cli, database } = start([
      // However busy the machine is, nothing is too late to be sent.
      ...[writeNumberedLog(1000), '--target', server.url, '--rate', '100', '--max-overdue', '1m'],
    ]);
    await server.received(30);
    cli.send(signal);
    const { status, stdout, stderr } = await cli.finished;

    assert.equal(status, 130);
    assert.match(stderr, /stopping: waiting for what is in flight/);
    assert.match(stdout, /INTERRUPTED/);
    const { length } = server.requests;
    const books = { planned: length, answered: length, failed: 0, dropped: 0 };
    assert.deepEqual(booksOfRun(database), books);
    assert.deepEqual(booksOfSummary(stdout), books);
    assert.ok(length < 1000, 'nothing is sent any more');
    const [{ state, invalid }] = queryDatabase<Record<string, string>>(
      database,
      'select state, invalid from run',
    );
    assert.equal(state, 'interrupted');
    // A busy machine may miss the rate; that it was interrupted makes no run invalid.
    assert.deepEqual(
      JSON.parse(invalid).filter((reason: string) => !reason.startsWith('the rate was not made')),
      [],
    );
  });
}

test('a target that never answers is waited for no longer than --timeout', async () => {
  await using server = await misserve('says-nothing');
  const { cli, database } = start([
    ...[writeNumberedLog(1000), '--target', server.url, '--rate', '100', '--timeout', '1s'],
  ]);
  await until(() => server.requests >= 15);
  const interruptedAtUs = nowUs();
  cli.send('SIGINT');
  const { status, stdout } = await cli.finished;
  assert.equal(status, 130);
  assert.ok(nowUs() - interruptedAtUs < 5e6);
  const { planned, ...books } = booksOfRun(database);
  assert.deepEqual(books, { answered: 0, failed: planned, dropped: 0 });
  assert.deepEqual(booksOfSummary(stdout), { planned, ...books });
  assert.deepEqual(reasonsOfRun(database), { timeout: planned });
  assert.equal(server.requests, planned);
});

test('a second Ctrl-C leaves at once, and the file is sound', async () => {
  await using server = await misserve('says-nothing');
  const { cli, database } = start([
    ...[writeNumberedLog(1000), '--target', server.url, '--rate', '100', '--timeout', '1m'],
  ]);
  await until(() => server.requests >= 15);
  cli.send('SIGINT');
  await cli.waitForStderr(/again to leave at once/);
  // Right after the first it would be the same one, handed on by npm.
  await sleep(700);
  const interruptedAtUs = nowUs();
  cli.send('SIGINT');
  const { status, stdout } = await cli.finished;
  assert.equal(status, 130);
  assert.ok(nowUs() - interruptedAtUs < 5e6);
  assert.equal(stdout, '');
  assert.deepEqual(queryDatabase(database, 'pragma integrity_check'), [{ integrity_check: 'ok' }]);
  assert.match((await runCli(['history', '--db', database])).stdout, /cut off/);
});

test('the books of an interrupted run balance, however close to a due time the signal falls', async () => {
  for (const wait of [150, 377, 601]) {
    await using server = await serve();
    const { cli, database } = start([
      ...[
        writeNumberedLog(5000),
        '--target',
        server.url,
        '--rate',
        '2000',
        '--workers',
        '2',
        '--duration',
        '10s',
      ],
    ]);
    await server.received(wait);
    cli.send('SIGINT');
    const { status } = await cli.finished;
    assert.equal(status, 130);
    assert.equal(booksOfRun(database).answered, server.requests.length);
    const [run] = queryDatabase(database, 'select state, invalid from run');
    assert.equal(run.state, 'interrupted');
    assert.doesNotMatch(run.invalid as string, /accounted for/);
  }
});

test('Ctrl-C before the first request ends at once, and nothing is stored', async () => {
  // The preflight waits here for a word of TLS.
  await using server = await misserve('says-nothing');
  const { cli, database } = start([
    ...[writeNumberedLog(10), '--target', server.url.replace('http:', 'https:'), '--rate', '100'],
  ]);
  await until(() => server.connections === 1);
  const interruptedAtUs = nowUs();
  cli.send('SIGINT');
  const { status, stdout, stderr } = await cli.finished;
  assert.equal(status, 130);
  assert.ok(nowUs() - interruptedAtUs < 4e6, 'sooner than the preflight would have given up');
  assert.equal(stdout, '');
  assert.match(stderr, /nothing was sent, nothing is stored\n$/);
  assert.ok(!existsSync(database));
});

test('Ctrl-C ends a replay of standard input that is still open', async () => {
  await using server = await serve();
  const database = join(temporaryDirectory('interrupt'), 'runs.db');
  const door = fileURLToPath(new URL('../../bin/reprise.js', import.meta.url));
  const args = ['run', '-', '--target', server.url, '--rate', '20', '--duration', '1h', '--db', database];
  const child = spawn(process.execPath, [door, ...args], { stdio: ['pipe', 'ignore', 'ignore'] });
  endWithTest(child);
  child.stdin!.write(Array.from({ length: 100 }, (_, i) => `${combinedLine(`/${i}`)}\n`).join(''));
  await server.received(5);
  child.kill('SIGINT');
  const [status] = await once(child, 'exit');
  assert.equal(status, 130);
  assert.equal(booksOfRun(database).answered, server.requests.length);
});

test('--quiet says nothing of an interruption either', async () => {
  await using server = await serve();
  const log = writeLog([combinedLine('/')]);
  const { cli } = start([log, '--target', server.url, '--rate', '100', '--duration', '1m', '--quiet']);
  await server.received(10);
  cli.send('SIGINT');
  const { status, stderr } = await cli.finished;
  assert.deepEqual({ status, stderr }, { status: 130, stderr: '' });
});

function start(args: readonly string[]): { readonly cli: Cli; readonly database: string } {
  const database = join(temporaryDirectory('interrupt'), 'runs.db');
  return { cli: startCli(['run', ...args, '--db', database]), database };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
