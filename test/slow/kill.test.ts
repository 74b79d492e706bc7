import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from '../../src/clock.ts';
import { seededUniform } from '../../src/seeded-uniform.ts';
import { queryDatabase } from '../end-to-end/query-database.ts';
import { serve } from '../end-to-end/serve.ts';
import { writeNumberedLog } from '../end-to-end/write-log.ts';
import type { CountingServer } from '../helpers/counting-server.ts';
import { runCli } from '../helpers/run-cli.ts';
import { type Cli, startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const KILLS = 50;
/** Some runs are over before they are killed. */
const MOST_RUNS = 2 * KILLS;
const RATE = 1000;
const REQUESTS = 1500;
/** How much of what was sent may be missing. */
const GRACE_US = 1e6;
/** `SEED=… npm run test:slow -- test/slow/kill.test.ts` kills at the same moments again, as far as a machine can. */
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

interface StoredRun {
  readonly id: number;
  readonly state: string;
  readonly stored: number;
}

test('after 50 kills at random moments the database is sound, its books hold, and at most the last second is missing', async (t) => {
  t.diagnostic(`SEED=${SEED}`);
  let drawn = 0;
  const random = () => seededUniform(SEED, drawn++);
  const log = writeNumberedLog(REQUESTS);
  const database = join(temporaryDirectory('kill'), 'runs.db');
  await using server = await serve();
  const run = [
    'run',
    log,
    '--target',
    server.url,
    '--rate',
    String(RATE),
    '--once',
    '--max-overdue',
    '1m',
    '--db',
    database,
  ];
  let known: readonly StoredRun[] = [];
  const killed = { early: 0, sending: 0, late: 0 };
  for (let runs = 0; runs < MOST_RUNS && killed.early + killed.sending + killed.late < KILLS; runs++) {
    const before = server.requests.length;
    await using cli = startCli(run);
    await untilKilled(cli, server, random);
    const killedAtUs = nowUs();
    if (!wasKilled(await cli.finished)) {
      known = storedRuns(database);
      continue;
    }
    if (!existsSync(database)) {
      killed.early++;
      continue;
    }
    const what = `SEED=${SEED}, run ${runs + 1}`;
    const history = await runCli(['history', '--db', database]);
    assert.equal(history.status, 0, `${what}: ${history.stderr}`);
    assert.deepEqual(queryDatabase(database, 'pragma integrity_check'), [{ integrity_check: 'ok' }], what);
    const stored = storedRuns(database);
    assert.deepEqual(stored.slice(0, known.length), known, `${what}: earlier runs are as they were`);
    assert.ok(stored.length <= known.length + 1, what);
    const own = stored[known.length];
    known = stored;
    const due = server.requests.slice(before).filter(({ atUs }) => atUs < killedAtUs - GRACE_US);
    if (own === undefined) {
      assert.equal(due.length, 0, `${what}: nothing is stored of a run that sent for a second`);
      killed.early++;
      continue;
    }
    if (own.state === 'finished') killed.late++;
    else killed.sending++;
    await checkBooks(
      database,
      own,
      due.map(({ url }) => url),
      what,
    );
  }
  t.diagnostic(
    `killed before anything was stored: ${killed.early}, in the middle: ${killed.sending}, after the end: ${killed.late}`,
  );
  assert.equal(killed.early + killed.sending + killed.late, KILLS);
  assert.ok(killed.sending >= KILLS / 2, 'most of them in the middle');

  const last = await runCli(run);
  assert.ok(last.status === 0 || last.status === 5, last.stderr);
  const [end] = storedRuns(database).slice(-1);
  assert.deepEqual([end?.state, end?.stored], ['finished', REQUESTS]);
});

/** Kills it while it begins, while it sends, or while it comes to its end. */
async function untilKilled(cli: Cli, server: CountingServer, random: () => number): Promise<void> {
  const before = server.requests.length;
  const phase = random();
  const moment = random();
  const ended = cli.finished;
  if (phase < 0.15) await Promise.race([sleep(moment * 1000), ended]);
  else if (phase < 0.8) await Promise.race([server.received(before + Math.ceil(moment * REQUESTS)), ended]);
  else {
    await Promise.race([server.received(before + REQUESTS), ended]);
    await Promise.race([sleep(moment * 200), ended]);
  }
  cli.send('SIGKILL');
}

function wasKilled({ signal }: { readonly signal: NodeJS.Signals | null }): boolean {
  return signal === 'SIGKILL';
}

function storedRuns(database: string): StoredRun[] {
  return queryDatabase<StoredRun>(
    database,
    'select id, state, (select count(*) from outcome where run_id = run.id) as stored from run order by id',
  );
}

/** `due`: targets that must be there. */
async function checkBooks(
  database: string,
  { id, state, stored }: StoredRun,
  due: readonly string[],
  what: string,
): Promise<void> {
  const rows = queryDatabase<{ seq: number; target: string; due_us: number }>(
    database,
    `select o.seq, q.target, o.due_us from outcome o join request q on q.run_id = o.run_id and q.id = o.request_id
     where o.run_id = ? order by o.seq`,
    id,
  );
  assert.equal(rows.length, stored, `${what}: each outcome has its request`);
  const isRight = ({ seq, target, due_us }: (typeof rows)[number]) =>
    target === `/${seq}` && due_us === (seq * 1e6) / RATE;
  assert.ok(rows.every(isRight), `${what}: each is what was planned`);
  const targets = new Set(rows.map(({ target }) => target));
  assert.deepEqual(
    due.filter((target) => !targets.has(target)),
    [],
    `${what}: what was sent before the last second is stored`,
  );

  const report = await runCli(['report', String(id), '--json', '--db', database]);
  assert.equal(report.status, 0, report.stderr);
  const { run, planned, answered, failed, dropped } = JSON.parse(report.stdout);
  assert.equal(run.state, state === 'running' ? 'cut-off' : 'finished', what);
  assert.deepEqual([planned, answered + failed + dropped], [stored, stored], `${what}: its books hold`);
  if (state !== 'running') return;
  const shown = await runCli(['report', String(id), '--db', database]);
  assert.match(shown.stdout, /CUT OFF/);
}
