import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nowUs } from '../../src/clock.ts';
import { runCli } from '../helpers/run-cli.ts';
import { booksOfRun, booksOfSummary } from './books-of-run.ts';
import { append, follow, paths, urls } from './follow-log.ts';
import { queryDatabase } from './query-database.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

/** Longer than this no machine takes to send what was written. */
const SOON_US = 10e6;

test('each line that is written is sent soon and in order, and what was there before is not', async () => {
  await using server = await serve();
  const log = writeLog([combinedLine('/old'), combinedLine('/older')]);
  await using run = follow([log], server.url);
  await run.cli.waitForStderr(/^following .*access\.log$/m);
  for (let i = 0; i < 20; i++) {
    const writtenAtUs = nowUs();
    append(log, `/${i}`);
    await server.received(i + 1);
    assert.ok(server.requests[i].atUs - writtenAtUs < SOON_US);
  }
  const { status, stdout } = await run.interrupt();
  assert.equal(status, 130);
  assert.deepEqual(urls(server), paths(20));
  const books = { planned: 20, answered: 20, failed: 0, dropped: 0 };
  assert.deepEqual(booksOfRun(run.database), books);
  assert.deepEqual(booksOfSummary(stdout), books);
  const due = queryDatabase<{ due: number }>(run.database, 'select due_us as due from outcome order by seq');
  for (const [i, { due: at }] of due.entries()) assert.ok(i === 0 || at > due[i - 1].due);
  const [stored] = queryDatabase<{ state: string; options: string; rate_asked: number; lines: number }>(
    run.database,
    'select state, options, rate_asked, lines from run',
  );
  assert.equal(stored.state, 'interrupted');
  assert.equal(JSON.parse(stored.options).follow, true);
  assert.equal(stored.lines, 20);
  assert.ok(stored.rate_asked > 0);
  assert.match(stdout, /asked as followed, [\d.]+\/s on average/);
  assert.match((await runCli(['history', '--db', run.database])).stdout, /interrupted +follow ~[\d.]+\/s/);
});

test('the dry run of a log that is followed tells what comes', async () => {
  const log = writeLog([combinedLine('/old')]);
  await using run = follow([log], 'http://127.0.0.1:9', ['--dry-run', '1']);
  await run.cli.waitForStderr(/^following/m);
  append(log, '/new');
  const { status, stdout } = await run.cli.finished;
  assert.equal(status, 0);
  assert.match(stdout, /GET \/new HTTP\/1\.1/);
});
