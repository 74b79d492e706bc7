import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { nowUs } from '../../../src/clock.ts';
import { booksOfRun, booksOfSummary, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { misserve, serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog, writeNumberedLog } from '../../end-to-end/write-log.ts';
import { endWithTest } from '../../helpers/end-with-test.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { type Cli, startCli } from '../../helpers/start-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

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
  const door = fileURLToPath(new URL('../../../bin/reprise.js', import.meta.url));
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
