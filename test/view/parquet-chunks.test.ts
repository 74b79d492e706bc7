import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetChunks } from '../../src/view/parquet-chunks.ts';
import { tableOf } from './table-of.ts';

type Table = ReturnType<typeof tableOf>;

function written(table: Table): { file: ArrayBuffer; chunks: number[] } {
  const chunks = [...parquetChunks(table, 'reprise version 1.2.3')];
  const { buffer, byteOffset, byteLength } = new Uint8Array(Buffer.concat(chunks));
  return {
    file: buffer.slice(byteOffset, byteOffset + byteLength),
    chunks: chunks.map(({ length }) => length),
  };
}

const COLUMNS = { n: 'int32', big: 'int64', x: 'double', text: 'text', at: 'time', yes: 'boolean' } as const;
const US = Date.parse('2026-01-31T12:00:00Z') * 1000 + 20;

test('columns are typed: whole numbers, times to the microsecond, text as UTF-8', () => {
  const { schema, created_by } = parquetMetadata(written(tableOf(COLUMNS, [])).file);
  assert.equal(created_by, 'reprise version 1.2.3');
  const types = schema.slice(1).map(({ name, type, converted_type }) => [name, type, converted_type]);
  assert.deepEqual(types, [
    ['n', 'INT32', undefined],
    ['big', 'INT64', undefined],
    ['x', 'DOUBLE', undefined],
    ['text', 'BYTE_ARRAY', 'UTF8'],
    ['at', 'INT64', 'TIMESTAMP_MICROS'],
    ['yes', 'BOOLEAN', undefined],
  ]);
  assert.deepEqual(schema[5].logical_type, { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' });
});

test('what is written reads back as it was, nothing included', async () => {
  const rows = [
    [1, 2 ** 40, 0.25, 'a,"\n日本 👩‍👩‍👧\xff', US, 1],
    [null, null, null, null, null, null],
    [-1, -1, -0.5, '', 1, 0],
  ];
  const { file } = written(tableOf(COLUMNS, rows));
  const parsers = { timestampFromMicroseconds: (us: bigint) => us };
  assert.deepEqual(await parquetReadObjects({ file, parsers }), [
    { n: 1, big: 2n ** 40n, x: 0.25, text: rows[0][3], at: BigInt(US), yes: true },
    { n: null, big: null, x: null, text: null, at: null, yes: null },
    { n: -1, big: -1n, x: -0.5, text: '', at: 1n, yes: false },
  ]);
});

test('row groups are bounded, and each leaves as soon as it is full', async () => {
  const rows = Array.from({ length: 101_000 }, (_, i) => [i, `/path/${i}`]);
  const { file, chunks } = written(tableOf({ n: 'int64', path: 'text' }, rows));
  const { row_groups, num_rows } = parquetMetadata(file);
  assert.equal(num_rows, 101_000n);
  assert.deepEqual(
    row_groups.map((group) => group.num_rows),
    [50_000n, 50_000n, 1000n],
  );
  assert.equal(chunks.length, 4);
  assert.ok(chunks.slice(0, 2).every((bytes) => bytes > 100_000));
  const read = await parquetReadObjects({ file, rowStart: 49_999, rowEnd: 50_001 });
  assert.deepEqual(
    read.map(({ n }) => n),
    [49_999n, 50_000n],
  );
});
