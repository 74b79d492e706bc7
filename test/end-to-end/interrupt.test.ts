import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Cli, startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { booksOfRun, booksOfSummary } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

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

function start(args: readonly string[]): { readonly cli: Cli; readonly database: string } {
  const database = join(temporaryDirectory('interrupt'), 'runs.db');
  return { cli: startCli(['run', ...args, '--db', database]), database };
}
