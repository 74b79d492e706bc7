import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { EXPORT_COLUMNS, TABLE_NAMES } from '../../src/store/export-columns.ts';
import { runCli } from '../helpers/run-cli.ts';
import { answers, exportedRows, newDatabase, recordRun } from '../store/samples.ts';

const PAGE = readFileSync(new URL('../../docs/exporting.md', import.meta.url), 'utf8');
const SECTIONS = PAGE.slice(PAGE.indexOf('## The tables')).split(/^### /m).slice(1);

const path = newDatabase();
await recordRun(path, { batches: [answers(0, 3)] });

test('the page has every table', () => {
  assert.deepEqual(
    SECTIONS.map((section) => section.slice(0, section.indexOf('\n'))).sort(),
    [...TABLE_NAMES].sort(),
  );
});

for (const section of SECTIONS) {
  const table = section.slice(0, section.indexOf('\n')) as keyof typeof EXPORT_COLUMNS;
  const rows = section.matchAll(/^\| `(\w+)` \| (\w+) \| ?(.*?) ?\| (\S.*) \|$/gm);
  const told = Array.from(rows, ([, name, type, unit]) => ({ name, type, unit }));

  test(`the page has every column of ${table}, with its type, its unit and a meaning, and the export has no other`, async () => {
    assert.deepEqual(told, EXPORT_COLUMNS[table]);
    assert.equal(section.split('\n').filter((line) => line.startsWith('| `')).length, told.length);
    const { stdout } = await runCli(['export', '--table', table, '--db', path]);
    assert.deepEqual(
      parse(stdout)[0],
      told.map(({ name }) => name),
    );
  });
}

test('every expression of the page is one, and every call of it is understood', async () => {
  const expressions = Array.from(PAGE.matchAll(/--where "([^"]+)"/g), ([, where]) => where);
  assert.ok(expressions.length >= 5);
  for (const where of expressions) exportedRows(path, 'outcomes', { where });
  const calls = Array.from(PAGE.matchAll(/^ {4}reprise export (.*)$/gm), ([, args]) => args);
  assert.equal(calls.length, 5);
  for (const call of calls) {
    const args = call
      .replace(/ > .*| --output \S+/, '')
      .match(/"[^"]*"|\S+/g)!
      .map((arg) => arg.replaceAll('"', ''));
    const { status, stderr } = await runCli([
      'export',
      ...args.filter((arg) => arg !== 'nightly'),
      '--db',
      path,
    ]);
    assert.equal(status, 0, stderr);
  }
});
