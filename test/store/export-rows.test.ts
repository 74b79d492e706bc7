import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { COMPARISONS, NONE, RESULTS } from '../../src/model.ts';
import { EXPORT_COLUMNS, TABLE_NAMES, type TableName } from '../../src/store/export-columns.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { RunWriter } from '../../src/store/run-writer.ts';
import { isoTime } from '../../src/view/iso-time.ts';
import { FIRST_SCHEMA } from './first-schema.ts';
import { execute, query } from './query.ts';
import {
  answers,
  batchOf,
  exportedRows,
  newDatabase,
  objectsOf,
  reading,
  recordRun,
  rowsOf,
  sampleRequests,
  sampleRun,
} from './samples.ts';

const path = newDatabase();
const result = (name: (typeof RESULTS)[number]) => RESULTS.indexOf(name);
const comparison = (name: (typeof COMPARISONS)[number]) => COMPARISONS.indexOf(name);
const START_US = Date.parse('2026-01-31T12:00:00.000Z') * 1000;

/** Everything that can be there or not. */
const columns = {
  seq: [0, 1, 2, 3, 4],
  dueAtUs: [0, 999_999, 2_000_000, 2_500_001, 2_999_999],
  lagUs: [100, 200, 300, 401, NONE],
  ttfbUs: [1501, 2500, NONE, 3500, NONE],
  serviceUs: [2003, 4000, 5000, 6000, NONE],
  bytes: [10, 20, 0, 5_000_000_000, 0],
  requestId: [1, 2, 1, 3, 3],
  endpointId: [1, 1, 1, 2, 2],
  recordedUs: [1001, NONE, NONE, 2000, NONE],
  recordedStatus: [200, 0, 0, 304, 200],
  status: [200, 404, 0, 200, 0],
  result: [0, 0, result('timeout'), 0, result('overdue')],
  comparison: [comparison('same'), 0, 0, comparison('no-conditions'), 0],
};

before(async () => {
  const requests = sampleRequests(3);
  const skipped = [
    { reason: 'method' as const, count: 3, example: { file: 'access.log', number: 7, text: 'POST /a' } },
  ];
  await recordRun(path, {
    run: { name: 'first', warmupUs: 1_000_000 },
    requests,
    batches: [batchOf(5, columns, 1)],
    end: { skipped },
  });
  await recordRun(path, { requests, batches: [answers(0, 3)], end: { invalid: ['late', 'short'] } });
});

const usage = (message: RegExp, hint: RegExp) => ({ name: 'ReplayError', code: 'usage', message, hint });

test('every column of a view is exported, with the values that it has there', () => {
  for (const table of TABLE_NAMES) {
    const exported = EXPORT_COLUMNS[table];
    const viewed = query<{ name: string }>(path, `select name from pragma_table_info('${table}')`);
    const types = viewed.map(({ name }) => exported.find((column) => column.name === name)?.type);
    assert.ok(!types.includes(undefined), `${table} lacks a column of ${JSON.stringify(viewed)}`);
    const names = viewed.map(({ name }) => name).filter((_, i) => types[i] !== 'time');
    const values = (rows: readonly Record<string, unknown>[]) =>
      rows.map((row) => JSON.stringify(names.map((name) => row[name]))).sort();
    assert.deepEqual(values(exportedRows(path, table, {}, '1')), values(rowsOf(path, table)), table);
  }
});

test('an outcome has its time to the microsecond, twice, and what came of comparing it', () => {
  const rows = exportedRows(path, 'outcomes', {}, '1');
  assert.deepEqual(
    rows.map(({ due_at, due_epoch_us }) => [due_at, due_epoch_us]),
    columns.dueAtUs.map((us) => [START_US + us, START_US + us]),
  );
  assert.deepEqual(
    rows.map(({ change, change_reason, warmup }) => [change, change_reason, warmup]),
    [
      ['same', null, 1],
      [null, null, 1],
      [null, null, 0],
      ['explained', 'no-conditions', 0],
      [null, null, 0],
    ],
  );
});

test('an expression sees every cell as it is exported, times as text', () => {
  const iso = isoTime();
  for (const row of exportedRows(path, 'outcomes', {}, '1')) {
    for (const { name, type } of EXPORT_COLUMNS.outcomes) {
      const cell = row[name];
      const shown = type === 'time' ? iso(cell as number) : cell;
      const literal = typeof shown === 'string' ? `'${shown}'` : shown;
      const where = `${name} is ${literal} and seq = ${row.seq}`;
      assert.deepEqual(exportedRows(path, 'outcomes', { where }, '1'), [row], where);
    }
  }
  const where = `state = 'finished' and started_at = '2026-01-31T12:00:00.000000Z' and not valid`;
  assert.deepEqual(
    exportedRows(path, 'runs', { where }).map(({ run_id, invalid_reasons }) => [run_id, invalid_reasons]),
    [[2, 'late; short']],
  );
});

test('columns come in the order in which they were asked for, and rows no more than that', () => {
  const seqs = (limit: number, where?: string) =>
    exportedRows(path, 'outcomes', { columns: ['seq'], limit, where }, '1').map(({ seq }) => seq);
  const [first] = exportedRows(path, 'outcomes', { columns: ['worker', 'run_id', 'seq'], limit: 1 }, '1');
  assert.deepEqual(Object.entries(first), Object.entries({ worker: 1, run_id: 1, seq: 0 }));
  assert.deepEqual([seqs(2), seqs(99), seqs(1, 'seq > 1')], [[0, 1], [0, 1, 2, 3, 4], [2]]);
  reading(path, (reader) => {
    for (const table of TABLE_NAMES) {
      const all = objectsOf(reader.exported(table));
      for (const { name } of EXPORT_COLUMNS[table])
        assert.deepEqual(
          objectsOf(reader.exported(table, { columns: [name] })),
          all.map((row) => ({ [name]: row[name] })),
          `${table}.${name}`,
        );
    }
  });
});

test('many rows come in pages, each once and in order, with and without an expression', async () => {
  const own = newDatabase();
  await recordRun(own, { batches: [answers(0, 2500)] });
  for (const selection of [{}, { where: 'seq >= 0' }, { limit: 2001 }, { limit: 2000, where: '1' }]) {
    const rows = exportedRows(own, 'outcomes', { ...selection, columns: ['seq'] });
    assert.deepEqual(
      rows.map(({ seq }) => seq),
      Array.from({ length: selection.limit ?? 2500 }, (_, seq) => seq),
    );
  }
});

test('runs are all runs, or the one that is named', () => {
  const ids = (run?: string) => exportedRows(path, 'runs', {}, run).map(({ run_id }) => run_id);
  assert.deepEqual([ids(), ids('first'), ids('last')], [[1, 2], [1], [2]]);
  const empty = newDatabase();
  openDatabase(empty).close();
  assert.deepEqual(exportedRows(empty, 'runs'), []);
});

test('a column that is not there is named, with the one that was meant and all that there are', () => {
  const exported = (table: TableName, columns: string[]) => () => exportedRows(path, table, { columns });
  const all = EXPORT_COLUMNS.skipped.map(({ name }) => name).join(' ');
  assert.throws(
    exported('skipped', ['cuont']),
    usage(
      /^--columns: there is no column cuont$/,
      new RegExp(`^did you mean count\\? the columns are ${all}$`),
    ),
  );
  assert.throws(exported('skipped', ['zzzzzzzz']), usage(/zzzzzzzz/, /^the columns are run_id /));
  assert.throws(exported('skipped', ['count', 'count']), usage(/twice/, /once/));
});

for (const [where, message, hint] of [
  [
    'stauts = 1',
    /no column stauts$/,
    /^did you mean status\? the columns are run_id seq .* session_wait_ms$/,
  ],
  ['x.kind = 1', /no column x\.kind$/, /the columns are/],
  ['due_us > 1', /no column due_us$/, /the columns are/],
  ['outcome = "failed"', /"failed" is no column$/, /single quotes: 'failed'$/],
  ['', /says nothing/, /SQL expression/],
  ['status =', /ends too soon$/, /SQL expression/],
  ['status = = 3', /near "=": syntax error$/, /SQL expression/],
  ['status = 1) or (1', /\) closes nothing$/, /SQL expression/],
  ['(status = 1', /\( is not closed$/, /SQL expression/],
  ["method = 'GET", /' is not closed$/, /SQL expression/],
  ['1 /* and', /\/ is not closed$/, /SQL expression/],
  ['1; drop table run', /more than one expression$/, /SQL expression/],
  ['status = ?', /\? stands for no value$/, /SQL expression/],
  ['status = :status', /:status stands for no value$/, /SQL expression/],
  ['count(*) > 1', /misuse of aggregate function count\(\)$/, /SQL expression/],
  ['upside_down(target)', /no such function: upside_down$/, /SQL expression/],
  ["json_extract(target, '$') = 1", /malformed JSON$/, /SQL expression/],
] as const) {
  test(`--where ${JSON.stringify(where)} is refused with a word on what is wrong`, () => {
    assert.throws(() => exportedRows(path, 'outcomes', { where }), usage(message, hint));
  });
}

test('brackets, quotes and semicolons within text are text, and comments mean nothing', () => {
  for (const where of [
    "target <> ')('",
    "target <> 'it''s; -- (' -- (",
    'status /* ) */ is "status"',
    "target is not '?'",
  ])
    assert.equal(exportedRows(path, 'outcomes', { where }, '1').length, 5, where);
});

test('what is exported is of one moment, whatever is written meanwhile', () => {
  const own = newDatabase();
  const db = openDatabase(own);
  const writer = new RunWriter(db, sampleRun());
  writer.requests(sampleRequests(1));
  writer.outcomes(answers(0, 1500));
  reading(own, (reader) => {
    let rows = 0;
    let next = 1500;
    for (const [cells] of reader.exported('outcomes', { columns: ['seq'] }).pages) {
      rows += cells.length;
      writer.outcomes(answers(next, 100));
      next += 100;
    }
    assert.equal(rows, 1500);
  });
  assert.ok(exportedRows(own, 'outcomes', { columns: ['seq'] }).length > 1500);
  db.close();
});

test('a run in progress is running, and one whose process is gone is cut off', () => {
  const own = newDatabase();
  const db = openDatabase(own);
  new RunWriter(db, sampleRun());
  const [running] = exportedRows(own, 'runs', { where: "state = 'running'" });
  assert.deepEqual([running.planned, running.finished_at, running.rate_made], [null, null, null]);
  db.exec('update run set heartbeat_ms = 0');
  assert.equal(exportedRows(own, 'runs', { where: "state = 'cut-off'" }).length, 1);
  db.close();
});

test('a database of an older reprise is exported as far as it goes, with the same columns', () => {
  const own = newDatabase();
  execute(
    own,
    `${FIRST_SCHEMA}
    insert into run (id, state, started_at, heartbeat_ms, host, pid, target, model, format, workers, logs, options, versions)
      values (1, 'finished', '2026-01-31T12:00:00.000Z', 0, 'h', 1, 'http://t', 'open', 'nginx', 1, '[]', '{}', '{}');
    insert into endpoint values (1, 1, 'GET', '/a');
    insert into request values (1, 1, 1, '/a');
    insert into outcome values (1, 0, 1500000, 5, 100, 200, 0, 200, 7, 0, 1, null, null)`,
  );
  const [outcome] = exportedRows(own, 'outcomes', { where: 'change is null and not warmup' });
  assert.deepEqual(
    Object.keys(outcome),
    EXPORT_COLUMNS.outcomes.map(({ name }) => name),
  );
  assert.deepEqual([outcome.due_at, outcome.change, outcome.warmup], [START_US + 1_500_000, null, 0]);
  assert.deepEqual(
    exportedRows(own, 'timeline').map(({ second, begins_at, warmup }) => [second, begins_at, warmup]),
    [[1, START_US + 1_000_000, 0]],
  );
  const [run] = exportedRows(own, 'runs');
  assert.deepEqual([run.state, run.warmup_s, run.stopped_by, run.pruned_at], ['finished', null, null, null]);
  for (const table of ['drift', 'percentiles', 'tallies', 'intervals'] as const)
    assert.throws(() => exportedRows(own, table), {
      code: 'store',
      message: /older reprise/,
      hint: /replay the log/,
    });
});
