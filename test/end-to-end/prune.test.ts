import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { explainChanges } from '../../src/summarize/explain-change.ts';
import { runCli } from '../helpers/run-cli.ts';
import { execute } from '../store/query.ts';
import { batchOf, newDatabase, recordRun, sampleRequests } from '../store/samples.ts';
import { queryDatabase } from './query-database.ts';

const DAY_MS = 86_400_000;
const OUTCOMES = 3000;
let database = '';

/** A run that began so many days ago; one that was cut off stored nothing of what it came to. */
async function record(daysAgo: number, name: string, isCutOff = false): Promise<void> {
  const each = (value: (i: number) => number) => Array.from({ length: OUTCOMES }, (_, i) => value(i));
  const batch = batchOf(OUTCOMES, {
    seq: each((i) => i),
    dueAtUs: each((i) => i * 1000),
    lagUs: each(() => 10),
    ttfbUs: each(() => 200),
    serviceUs: each((i) => 300 + i),
    status: each((i) => (i < 7 ? 500 : 200)),
    recordedStatus: each(() => 200),
    requestId: each((i) => 1 + (i % 40)),
    endpointId: each((i) => 1 + Math.floor((i % 40) / 2)),
  });
  explainChanges(batch);
  const accumulator = new Accumulator();
  accumulator.add(batch);
  const startedAt = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
  await recordRun(database, {
    run: { name, startedAt },
    requests: sampleRequests(40),
    batches: [batch],
    end: {
      summary: accumulator.summary(),
      tallies: accumulator.tallies(),
      intervals: accumulator.intervals(),
    },
  });
  if (isCutOff) {
    const [{ id }] = queryDatabase<{ id: number }>(database, 'select max(id) as id from run');
    execute(
      database,
      `update run set state = 'running', summary = null, heartbeat_ms = 0 where id = ${id};
      delete from tally where run_id = ${id}; delete from histogram where run_id = ${id}; delete from interval where run_id = ${id}`,
    );
  }
}

const reprise = (...args: string[]) => runCli([...args, '--db', database]);
const outcomes = () =>
  queryDatabase(database, 'select run_id as run, count(*) as n from outcome group by run_id order by run_id');

beforeEach(() => {
  database = newDatabase();
});

test('prune deletes the outcomes of old runs; reports and history are as before', async () => {
  await record(40, 'nightly');
  await record(35, 'nightly', true);
  await record(1, 'nightly');
  const before = await Promise.all([report('1'), report('2'), reprise('history', '--json')]);
  const dry = await reprise('prune', '--keep', '30d', '--dry-run');
  assert.match(dry.stdout, /would delete the outcomes of 2 runs: about \d+ kB$/m);
  assert.equal(outcomes().length, 3, 'a dry run deletes nothing');
  const { status, stdout, stderr } = await reprise('prune', '--keep', '30d');
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^run 1 .* nightly\nrun 2 .* nightly\ndeleted the outcomes of 2 runs: about \d+ kB, /);
  assert.deepEqual(outcomes(), [{ run: 3, n: OUTCOMES }]);
  const after = await Promise.all([report('1'), report('2'), reprise('history', '--json')]);
  assert.deepEqual(after.slice(0, 2).map(withoutPruned), before.slice(0, 2).map(withoutPruned));
  assert.deepEqual(
    JSON.parse((after[2] as { stdout: string }).stdout).map(withoutPruned),
    JSON.parse((before[2] as { stdout: string }).stdout).map(withoutPruned),
  );
  const [{ n }] = queryDatabase<{ n: number }>(
    database,
    'select count(*) as n from request where run_id = 1',
  );
  assert.ok(n > 0 && n < 40, `examples of what changed are kept: ${n}`);
  assert.ok(!existsSync(`${database}-wal`), 'one file is left');
  assert.deepEqual(queryDatabase(database, 'pragma integrity_check'), [{ integrity_check: 'ok' }]);
  assert.equal((await reprise('prune', '--keep', '30d')).stdout, 'nothing to prune\n');
});

test('what was pruned can be asked for any percentile, but not for its outcomes', async () => {
  await record(1, 'a');
  await reprise('prune', '--run', 'a');
  const checked = await reprise('report', 'a', '--check', 'p97.5(GET /e1)<1s', '--check', 'unexplained<1%');
  assert.equal(checked.status, 0, checked.stdout + checked.stderr);
  assert.match(checked.stdout, /^pruned +\d{4}-/m);
  const exported = await reprise('export', 'a');
  assert.equal(exported.status, 3);
  assert.match(exported.stderr, /the outcomes of run 1 were pruned on \d{4}-\d\d-\d\d\n/);
});

test('what a prune that was ended halfway left is deleted by the next', async () => {
  await record(2, 'a', true);
  await record(1, 'b');
  const before = await report('1');
  await reprise('prune', '--run', 'b');
  await reprise('prune', '--run', 'a', '--dry-run');
  execute(database, 'create table kept as select * from outcome where run_id = 1 and seq < 100');
  await reprise('prune', '--run', 'a');
  execute(database, 'insert into outcome select * from kept; drop table kept');
  const { stdout } = await reprise('prune', '--keep-last', '1');
  assert.match(stdout, /^run 1 .*\ndeleted the outcomes of 1 run: /);
  assert.deepEqual(outcomes(), []);
  execute(
    database,
    `insert into answer values (1, 1, 200, 0, 'first', 0, 1, 'A: b', '${'x'.repeat(5e4)}', 50000)`,
  );
  const answers = await reprise('prune', '--keep-last', '1');
  assert.match(answers.stdout, /^run 1 .* about 50\.0 kB /, 'answers are of it, too');
  assert.deepEqual(queryDatabase(database, 'select * from answer'), []);
  assert.deepEqual(withoutPruned(await report('1')), withoutPruned(before));
});

test('--keep-last counts runs, --name picks them, --forget leaves nothing, --vacuum makes the file small', async () => {
  for (const [days, name] of [
    [4, 'a'],
    [3, 'b'],
    [2, 'a'],
    [1, 'a'],
  ] as const)
    await record(days, name);
  const { size } = statSync(database);
  const pruned = await reprise('prune', '--keep-last', '1', '--name', 'a', '--forget', '--vacuum');
  assert.match(pruned.stdout, /deleted 2 runs: about \d+ kB\n$/, pruned.stderr);
  assert.deepEqual(queryDatabase(database, 'select id, name from run order by id'), [
    { id: 2, name: 'b' },
    { id: 4, name: 'a' },
  ]);
  assert.deepEqual(queryDatabase(database, 'pragma foreign_key_check'), []);
  assert.ok(statSync(database).size < size * 0.7, `${statSync(database).size} of ${size}`);
});

test('history shows the runs that are asked for', async () => {
  await record(40, 'nightly');
  await record(2, 'nightly');
  await record(1, 'by hand');
  const ids = async (...args: string[]) =>
    JSON.parse((await reprise('history', '--json', ...args)).stdout).map(({ id }: { id: number }) => id);
  assert.deepEqual(await Promise.all([ids(), ids('--week'), ids('--name', 'nightly'), ids('--year')]), [
    [1, 2, 3],
    [2, 3],
    [1, 2],
    [1, 2, 3],
  ]);
  assert.deepEqual(await ids('--since', '-36h'), [3]);
  assert.deepEqual(await ids('--target', 'nowhere'), []);
});

test('prune asks which runs', async () => {
  await record(1, 'a');
  const nothing = await reprise('prune');
  assert.equal(nothing.status, 2);
  assert.match(nothing.stderr, /which runs\?\n +say which to keep: --keep 30d/);
  assert.equal((await reprise('prune', '--keep', '1d', '--keep-last', '3')).status, 2);
});

async function report(id: string): Promise<unknown> {
  return JSON.parse((await reprise('report', id, '--json')).stdout);
}

/** All but that, and when, it was pruned. */
function withoutPruned(report: unknown): unknown {
  return JSON.parse(JSON.stringify(report), (key, value) => (key === 'pruned_at' ? null : value));
}
