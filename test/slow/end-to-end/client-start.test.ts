import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { notingClient } from '../../end-to-end/noting-client.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeClient } from '../../end-to-end/write-client.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { startCli } from '../../helpers/start-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

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
