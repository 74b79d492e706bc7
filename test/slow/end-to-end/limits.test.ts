import assert from 'node:assert/strict';
import { test } from 'node:test';
import { booksOfRun, booksOfSummary, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { assertComplaint } from '../../end-to-end/complaint.ts';
import { practise } from '../../end-to-end/practise.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runWithFiles, SKIP } from '../../end-to-end/run-with-files.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';

const LOG = writeNumberedLog(100);

test('a limit that only a slow target would come to is warned of, and what then failed for it is told', {
  skip: SKIP,
}, async () => {
  await using server = await serve({ answer: () => ({ delayMs: 1000 }) });
  const pace = ['--rate', '100', '--duration', '1s'];
  const { status, stdout, stderr, database } = await runWithFiles(64, [LOG, '--target', server.url, ...pace]);
  assert.equal(status, 5, stdout);
  assert.match(stdout, /^NOT VALID: .*requests found no socket and never left/);
  assert.match(stderr, /^warning: a target that is slow can keep 3,000 connections busy.* the limit is 64/m);
  const { planned, answered, failed } = booksOfRun(database);
  assert.equal(planned, 100);
  assert.equal(answered, server.requests.length);
  assert.ok(answered > 0 && failed > 0, stdout);
  assert.deepEqual(reasonsOfRun(database), { 'no-socket': failed });
  const told = stdout.replaceAll(/\s+/g, ' ');
  assert.ok(told.includes(` generator ${failed} requests failed for want of a socket`), stdout);
  assert.match(told, / open files are limited to 64 \(ulimit -n 8192 as root/);
  assert.match(told, / note a target that is slow can keep 3,000 connections busy/);
  const notes = queryDatabase<{ n: number }>(
    database,
    "select count(*) as n from run, json_each(notes) where value like 'a target%'",
  );
  assert.deepEqual(notes, [{ n: 1 }]);
});

test('up to 10,000 connections with 256 open files: told of before the run, or counted, and never a crash', {
  skip: SKIP,
}, async () => {
  await using target = await practise('silent');
  const args = [LOG, '--target', target.url, '--timeout', '2s', '--workers', '2'];
  const closed = ['--rate', 'max', '--connections', '10000', '--duration', '1s'];
  assertComplaint(await runWithFiles(256, [...args, ...closed]), {
    status: 3,
    what: /^error: 10,000 connections take 10,0\d\d open files, and the limit is 256$/,
    mend: /^ {2}raise it: ulimit -n 16384 as root/,
  });
  const open = ['--rate', '1000', '--max-in-flight', '10000', '--duration', '1s'];
  const { status, stdout, stderr, database } = await runWithFiles(256, [...args, ...open]);
  assert.equal(status, 5, stderr);
  assert.match(
    stderr,
    /^warning: a target that is slow can keep 2,000 connections busy, which take 2,0\d\d open files, and the limit is 256/m,
  );
  assert.match(stdout, /^NOT VALID: nothing was answered/);
  const { planned, answered } = booksOfRun(database);
  assert.deepEqual({ planned, answered }, { planned: 1000, answered: 0 });
  assert.deepEqual(booksOfSummary(stdout), booksOfRun(database));
  const reasons = reasonsOfRun(database);
  const { timeout = 0, 'no-socket': noSocket = 0, ...others } = reasons;
  const told = JSON.stringify({ ...reasons, arrived: target.stats().total });
  // A busy machine may be too late with some, and slow to connect.
  assert.ok(
    Object.keys(others).every((reason) => ['overdue', 'connect-timeout'].includes(reason)),
    told,
  );
  assert.ok(noSocket > 0 && timeout > 0 && target.stats().total <= timeout, told);
});
