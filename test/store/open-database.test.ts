import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RESULTS } from '../../src/model.ts';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { openDatabase, openForReading } from '../../src/store/open-database.ts';
import { Recorder } from '../../src/store/recorder.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { execute, query } from './query.ts';
import { answers, newDatabase, reading, recordRun, sampleEnd, sampleRun } from './samples.ts';

const version = (path: string) => query(path, 'pragma user_version')[0].user_version;

for (const [sentence, prepare] of [
  ['a file that is not there', () => {}],
  ['an empty file', (path) => writeFileSync(path, '')],
  ['a database without tables', (path) => execute(path, 'vacuum')],
] as const satisfies [string, (path: string) => void][]) {
  test(`${sentence} becomes a database of the newest schema`, () => {
    const path = newDatabase();
    prepare(path);
    openDatabase(path).close();
    assert.equal(version(path), MIGRATIONS.length);
    assert.equal(query(path, 'select count(*) as n from result')[0].n, RESULTS.length);
  });
}

test('opening a database again changes nothing in it', async () => {
  const path = newDatabase();
  await recordRun(path);
  const schema = query(path, 'select * from sqlite_schema');
  openDatabase(path).close();
  assert.deepEqual(query(path, 'select * from sqlite_schema'), schema);
  assert.equal(
    reading(path, (reader) => reader.runs().length),
    1,
  );
});

test('every table is strict', () => {
  const path = newDatabase();
  openDatabase(path).close();
  const tables = query(path, `select name, strict from pragma_table_list where type = 'table'`);
  const own = tables.filter(({ name }) => !String(name).startsWith('sqlite_'));
  assert.ok(own.length >= 6);
  assert.deepEqual(
    own.filter(({ strict }) => strict !== 1),
    [],
  );
});

test('a value of the wrong kind is refused rather than stored', async () => {
  const path = newDatabase();
  await recordRun(path);
  assert.throws(() => execute(path, `update run set lines = 'many'`), /cannot store TEXT/);
  assert.throws(() => execute(path, `update run set state = 'cut-off'`), /CHECK constraint/);
});

function newer(): string {
  const path = newDatabase();
  execute(path, `pragma user_version = ${MIGRATIONS.length + 1}`);
  return path;
}

function fileOf(content: string | Buffer): string {
  const path = newDatabase();
  writeFileSync(path, content);
  return path;
}

function folder(): string {
  const path = newDatabase();
  mkdirSync(path);
  return path;
}

function foreign(version: number): string {
  const path = newDatabase();
  execute(path, `create table moz_places (url text); pragma user_version = ${version}`);
  return path;
}

const NOT_OURS = 'this is a log, not a database\n'.repeat(100);

for (const [sentence, path, message] of [
  ['a database of a newer schema', newer, /was written by a newer reprise \(schema \d+; .* up to \d+\)/],
  ['a file that is no database', () => fileOf(NOT_OURS), /is not a database$/],
  ['a folder', folder, /: is a folder$/],
  ['a database of another program', () => foreign(0), /: holds the tables of another program$/],
  ['a numbered database of another program', () => foreign(1), /: holds the tables of another program$/],
] as const) {
  test(`${sentence} is neither written nor read, and the error says how to go on`, async () => {
    const own = path();
    const error = { name: 'ReplayError', code: 'store', message, hint: /--db/ };
    assert.throws(() => openDatabase(own), error);
    assert.throws(() => openForReading(own), error);
    await assert.rejects(Recorder.open({ path: own, run: sampleRun() }), error);
  });
}

test('a file that is no database stays as it was', () => {
  const path = fileOf(NOT_OURS);
  assert.throws(() => openDatabase(path));
  assert.equal(readFileSync(path, 'utf8'), NOT_OURS);
});

for (const [sentence, path] of [
  ['a folder that is not there', () => join(temporaryDirectory('store'), 'nowhere', 'runs.db')],
  ['a file as a folder', () => join(fileOf('x'), 'runs.db')],
] as const) {
  test(`${sentence} cannot hold a database`, async () => {
    const error = { name: 'ReplayError', code: 'store', message: /runs\.db: .+/, hint: /--db/ };
    assert.throws(() => openDatabase(path()), error);
    await assert.rejects(Recorder.open({ path: path(), run: sampleRun() }), error);
  });
}

for (const [sentence, path, message] of [
  ['a database that is not there', newDatabase, /: no such database$/],
  ['an empty file', () => fileOf(''), /: holds no runs of reprise$/],
] as const) {
  test(`${sentence} has nothing to read, and is not made`, () => {
    const own = path();
    assert.throws(() => openForReading(own), { name: 'ReplayError', code: 'store', message, hint: /--db/ });
  });
}

test('a database that is damaged within its rows says so while they are read', async () => {
  const path = newDatabase();
  const recorder = await Recorder.open({ path, run: sampleRun() });
  recorder.outcomes(answers(0, 5000));
  await recorder.end(sampleEnd());
  // The last pages hold rows of the table, not its root.
  const bytes = readFileSync(path);
  bytes.fill(0xff, bytes.length - 3 * 4096);
  writeFileSync(path, bytes);
  const damaged = { name: 'ReplayError', code: 'store', message: /damaged/ };
  assert.throws(() => reading(path, (reader) => [...reader.exported('outcomes').pages]), damaged);
  assert.throws(() => reading(path, (reader) => [...reader.outcomes(1)]), damaged);
});

test('a database that breaks while it is written ends the recording with an error', async () => {
  const path = newDatabase();
  const recorder = await Recorder.open({ path, run: sampleRun() });
  const broken = assert.rejects(recorder.closed, { name: 'ReplayError', code: 'store' });
  execute(path, 'drop table outcome');
  recorder.outcomes(answers(0, 10));
  await broken;
  await assert.rejects(recorder.end(sampleEnd()), { name: 'ReplayError', code: 'store' });
});

test('outcomes that were stored twice are refused, and what was stored before is kept', async () => {
  const path = newDatabase();
  const recorder = await Recorder.open({ path, run: sampleRun() });
  recorder.outcomes(answers(0, 10));
  recorder.outcomes(answers(9, 10));
  await assert.rejects(recorder.closed, { name: 'ReplayError', code: 'store' });
  assert.equal(query(path, 'select count(*) as n from outcome')[0].n, 10);
});
