import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun, booksOfSummary, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { append, follow, paths, urls } from '../../end-to-end/follow-log.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

test('it ends after its duration, and the rate that was asked for is what came', async () => {
  await using server = await serve();
  const log = writeLog([combinedLine('/old')]);
  await using run = follow([log], server.url, ['--duration', '3s']);
  await run.cli.waitForStderr(/^following/m);
  let written = 0;
  const writer = setInterval(() => append(log, `/${written++}`), 50);
  const ran = await run.cli.finished.finally(() => clearInterval(writer));
  assertRan(ran);
  const { length } = server.requests;
  assert.ok(length > 0);
  assert.deepEqual(urls(server).toSorted(), paths(length).toSorted());
  assert.equal(booksOfRun(run.database).answered, length);
  const [stored] = queryDatabase<{ rate_asked: number; last: number }>(
    run.database,
    'select rate_asked, (select max(due_us) from outcome) as last from run',
  );
  assert.equal(stored.rate_asked, length / 3);
  assert.ok(stored.last < 3e6);
});

test('a log that is moved away, or copied and emptied, is followed on', async () => {
  await using server = await serve();
  const log = writeLog([combinedLine('/old')]);
  await using run = follow([log], server.url);
  await run.cli.waitForStderr(/^following/m);
  append(log, '/0');
  await server.received(1);
  renameSync(log, `${log}.1`);
  append(`${log}.1`, '/1');
  writeFileSync(log, `${combinedLine('/2')}\n`);
  await server.received(3);
  copyFileSync(log, `${log}.2`);
  truncateSync(log);
  append(log, '/3');
  await server.received(4);
  append(log, '/4');
  await server.received(5);
  const { status, stderr } = await run.interrupt();
  assert.equal(status, 130);
  assert.deepEqual(urls(server), paths(5));
  assert.match(stderr, /warning: .*was emptied while it was read/);
});

test('a log that is not there yet, or empty, is waited for, and its first lines are sent', async () => {
  await using server = await serve();
  const folder = temporaryDirectory('follow');
  const empty = join(folder, 'empty.log');
  writeFileSync(empty, '');
  const missing = join(folder, 'missing.log');
  await using run = follow([empty, missing], server.url);
  await run.cli.waitForStderr(/waiting for the first lines of .*empty\.log/);
  await run.cli.waitForStderr(/waiting for the first lines of .*missing\.log/);
  // Half a line tells nothing.
  writeFileSync(missing, combinedLine('/0').slice(0, 20));
  await sleep(300);
  appendFileSync(missing, `${combinedLine('/0').slice(20)}\n`);
  await server.received(1);
  // The other one is of another format.
  appendFileSync(empty, `${JSON.stringify({ method: 'GET', url: '/1', status: 200 })}\n`);
  await server.received(2);
  await run.interrupt();
  assert.deepEqual(urls(server), paths(2));
});

test('several logs are followed at once, each in its format, however silent the others are', async () => {
  await using server = await serve();
  const one = writeLog([combinedLine('/old')]);
  const fields = '#Fields: cs-uri-stem sc-status cs-method';
  const other = writeLog(['#Version: 1.0', fields, '/old 200 GET'], 'other.log');
  const silent = writeLog([combinedLine('/old')], 'silent.log');
  await using run = follow([one, other, silent], server.url);
  for (const name of ['access', 'other', 'silent']) {
    await run.cli.waitForStderr(new RegExp(`^following .*${name}\\.log$`, 'm'));
  }
  append(one, '/0');
  await server.received(1);
  appendFileSync(other, '/1 200 GET\n');
  await server.received(2);
  append(one, '/2');
  await server.received(3);
  const { stdout } = await run.interrupt();
  assert.deepEqual(urls(server), paths(3));
  assert.match(stdout, /\(nginx, w3c\)/);
});

test('what stands in a pipe is followed to its end', async () => {
  await using server = await serve();
  const database = join(temporaryDirectory('follow'), 'runs.db');
  const { stdout } = await runCli(['run', '-', '--follow', '--target', server.url, '--db', database], {
    input: paths(5)
      .map((path) => `${combinedLine(path)}\n`)
      .join(''),
  });
  assert.deepEqual(booksOfSummary(stdout), { planned: 5, answered: 5, failed: 0, dropped: 0 });
  assert.deepEqual(urls(server).toSorted(), paths(5));
  assert.deepEqual(queryDatabase(database, 'select state from run'), [{ state: 'finished' }]);
  assert.equal(booksOfRun(database).answered, 5);
});

test('what comes in one go and is more than may be in flight is dropped and counted', async () => {
  await using server = await serve({ answer: () => ({ delayMs: 1000 }) });
  const log = writeLog([combinedLine('/old')]);
  await using run = follow([log], server.url, ['--max-in-flight', '4', '--duration', '3s']);
  await run.cli.waitForStderr(/^following/m);
  appendFileSync(
    log,
    paths(50)
      .map((path) => `${combinedLine(path)}\n`)
      .join(''),
  );
  const { status } = await run.cli.finished;
  assert.equal(status, 5, 'the rate was not made');
  const { answered, planned, dropped } = booksOfRun(run.database);
  assert.equal(planned, 50);
  assert.equal(answered, server.requests.length);
  assert.ok(dropped > 0);
  assert.deepEqual(reasonsOfRun(run.database), { 'in-flight-cap': dropped });
});

test('filters and payloads work on what is followed, and what is left out is counted', async () => {
  await using server = await serve();
  const log = writeLog([combinedLine('/old')]);
  const body = ['--methods', 'GET,POST', '--body', 'POST /items={"a":1}'];
  await using run = follow([log], server.url, [...body, '--exclude', '^/health']);
  await run.cli.waitForStderr(/^following/m);
  append(log, '/health');
  append(log, 'POST /items HTTP/1.1');
  await server.received(1);
  const { stdout } = await run.interrupt();
  assert.equal(server.requests[0].body.toString(), '{"a":1}');
  assert.match(stdout, /1 of 2 lines: +excluded 1/);
});

test('a run in which no line came is not valid', async () => {
  await using server = await serve();
  const log = writeLog([combinedLine('/old')]);
  await using run = follow([log], server.url, ['--duration', '1s']);
  const { status, stdout } = await run.cli.finished;
  assert.equal(status, 5);
  assert.match(stdout, /NOT VALID: nothing was sent/);
  assert.equal(server.requests.length, 0);
});
