import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { replay } from '../../src/index.ts';
import { runCli } from '../helpers/run-cli.ts';
import { startedThreads } from '../helpers/started-threads.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { booksOfRun, reasonsOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

test('a run that lost a sender goes on to its end, its books are in order, and it is not valid', async (t) => {
  // What the sender waits for when it dies fails: with this delay there is something.
  await using server = await serve({ answer: () => ({ delayMs: 300 }) });
  const threads = startedThreads();
  t.after(() => threads.release());
  const database = join(temporaryDirectory('lost'), 'runs.db');
  const running = replay({
    ...{ logs: [writeNumberedLog(50)], target: server.url, rate: 100, durationUs: 4e6, warmupUs: 0 },
    ...{ arrivals: 'even', seed: 1, once: false, workers: 1, maxInFlight: 1000, maxOverdueUs: 60e6 },
    ...{ catchUp: 2, preflight: true, database, name: null },
    rules: { methods: new Set(['GET']), host: 'target', extraHeaders: [], bodyMissing: 'skip' },
  });
  await server.received(100);
  await threads.named('sender 0')[0].worker.terminate();
  const report = await running;
  assert.deepEqual(report.run.invalid.slice(0, 1), ['a sender was lost (0: the thread ended by itself)']);
  assert.equal(report.run.state, 'finished');
  assert.equal(threads.named('sender 0').length, 2);
  const books = booksOfRun(database);
  assert.equal(books.planned, 400);
  assert.equal(books.planned, books.answered + books.failed + books.dropped);
  assert.deepEqual(reasonsOfRun(database), { aborted: books.failed });
  assert.ok(books.failed > 0);
  // Requests repeat with the log, so they are told by their numbers in the plan.
  const [{ last }] = queryDatabase<{ last: number }>(
    database,
    "select max(seq) as last from outcomes where reason = 'aborted'",
  );
  assert.ok(last < 399, 'what was due later was sent');
  const { stdout } = await runCli(['report', '--db', database]);
  assert.match(stdout, /^NOT VALID: a sender was lost \(0: /);
});
