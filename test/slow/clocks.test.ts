/** The long form of test/slow/end-to-end/clocks.test.ts: pauses beyond --max-overdue, and nights whose clock is wrong. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { booksOfRun, reasonsOfRun } from '../end-to-end/books-of-run.ts';
import { queryDatabase } from '../end-to-end/query-database.ts';
import { serve } from '../end-to-end/serve.ts';
import { writeNumberedLog } from '../end-to-end/write-log.ts';
import { fakeClock } from '../helpers/faketime.ts';
import { runCli } from '../helpers/run-cli.ts';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const LOG = writeNumberedLog(100);
const RATE = 50;

test('a process that is stopped for four seconds drops what is overdue, catches up with the rest, and says so', async () => {
  await using server = await serve();
  const database = join(temporaryDirectory('stopped'), 'runs.db');
  const pace = ['--rate', String(RATE), '--duration', '10s', '--max-overdue', '2s'];
  await using cli = startCli(['run', LOG, '--target', server.url, ...pace, '--db', database]);
  await server.received(2 * RATE);
  cli.send('SIGSTOP');
  await sleep(4000);
  cli.send('SIGCONT');
  const { status, stdout } = await cli.finished;
  assert.equal(status, 5, stdout);
  const books = booksOfRun(database);
  assert.deepEqual([books.planned, books.failed], [10 * RATE, 0]);
  const { overdue, ...others } = reasonsOfRun(database);
  assert.deepEqual(others, {});
  // What was due in the first two of the four seconds; a busy machine may add to it.
  assert.ok(overdue >= 1.5 * RATE && overdue < 4 * RATE, `${overdue} were dropped`);
  assert.equal(server.requests.length, books.answered);
  const [late] = queryDatabase<{ n: number }>(
    database,
    'select count(*) as n from outcome where lag_us > 500000',
  );
  assert.ok(late!.n >= RATE, `${late!.n} were caught up with`);
  const { run } = JSON.parse((await runCli(['report', '--db', database, '--json'])).stdout);
  const [, seconds] = /the generator stood still for about ([\d.]+) s/.exec(run.notes.join())!;
  assert.ok(Number(seconds) >= 3.5 && Number(seconds) < 8, seconds);
  assert.equal(run.valid, false);
});

test('whatever the clock is set to, a run that goes on is not taken for one that was cut off', async (t) => {
  const clock = fakeClock(t);
  if (clock === undefined) return;
  await using server = await serve();
  const database = join(temporaryDirectory('heartbeat'), 'runs.db');
  const args = ['run', LOG, '--target', server.url, '--rate', '20', '--duration', '1h', '--db', database];
  await using cli = startCli(args, { env: clock.env });
  await server.received(10);
  for (const offset of ['+3600', '-3600']) {
    clock.set(offset);
    // Its heart beats once a second.
    await sleep(3000);
    const history = await runCli(['history', '--db', database], { env: clock.env, ownProcess: true });
    assert.match(history.stdout, /running/);
  }
  cli.send('SIGTERM');
  assert.equal((await cli.finished).status, 130);
  const [{ notes }] = queryDatabase<{ notes: string }>(database, 'select notes from run') as [
    { notes: string },
  ];
  assert.match(notes, /set forward by about 60 min/);
  assert.match(notes, /set back by about 2 h/);
});

test('nights whose clock is wrong: the last that passed is the newest, the lock holds, and retention takes no more than it should', async (t) => {
  const clock = fakeClock(t);
  if (clock === undefined) return;
  await using server = await serve({ answer: () => ({ delayMs: 20 }) });
  const cwd = temporaryDirectory('nights');
  const database = join(cwd, 'runs.db');
  // As fast as answers come, and held to very little: however busy the machine is, each of them passes.
  const pace = ['--rate', 'max', '--connections', '2', '--duration', '2s', '--min-effect', '900%'];
  const judged = ['--fail-on', 'worse', '--retention', '2d', '--reports', 'reports', '--lock', 'lock'];
  const night = [
    'run',
    LOG,
    '--target',
    server.url,
    '--name',
    'nightly',
    '--db',
    database,
    ...pace,
    ...judged,
  ];
  const run = () => runCli(night, { cwd, env: clock.env, ownProcess: true });
  const baselines = () =>
    queryDatabase<{ a: number | null }>(
      database,
      "select json_extract(comparison, '$.runId') as a from run order by id",
    ).map(({ a }) => a);
  const kept = () =>
    queryDatabase<{ is: number }>(
      database,
      'select exists (select 1 from outcome where run_id = run.id) as "is" from run order by id',
    ).map(({ is }) => is);
  for (const offset of ['+0', '-86400', '+0']) {
    clock.set(offset);
    const { status, stderr } = await run();
    assert.equal(status, 0, stderr);
  }
  // By the clock, the second began before the first; it is the one that passed last all the same.
  assert.deepEqual(baselines(), [null, 1, 2]);
  assert.deepEqual(kept(), [1, 1, 1]);

  // In mid-run the clock is a year ahead: nothing is a year old for that, no lock is stale, and the run goes on.
  const before = server.requests.length;
  await using cli = startCli(night, { cwd, env: clock.env });
  await server.received(before + 10);
  clock.set('+31536000');
  const other = await run();
  assert.equal(other.status, 3);
  assert.match(other.stderr, /another run holds the lock/);
  const { status, stdout, stderr } = await cli.finished;
  assert.equal(status, 0, stderr);
  assert.match(stdout.replaceAll(/\s+/g, ' '), /set forward by about 8,?760 h/);
  assert.deepEqual(baselines(), [null, 1, 2, 3]);
  assert.deepEqual(kept(), [1, 1, 1, 1]);

  // In the night after, the clock is a year ahead from the start: what is old by it goes.
  const last = await run();
  assert.equal(last.status, 0, last.stderr);
  assert.deepEqual(baselines(), [null, 1, 2, 3, 4]);
  assert.deepEqual(kept(), [0, 0, 0, 0, 1]);
});
