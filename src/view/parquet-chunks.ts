import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell, ColumnType, ExportedTable, Page, TableColumn } from '../model.ts';

/**
 * A table as Parquet (Snappy), in chunks of one row group: no more than that is ever in memory, whatever the
 * number of rows.
 */
export function* parquetChunks({ columns, pages }: ExportedTable, createdBy: string): Generator<Uint8Array> {
  const writer = new ByteWriter();
  const schema: SchemaElement[] = [{ name: 'root', num_children: columns.length }, ...columns.map(element)];
  const parquet = new ParquetWriter({ writer, schema, createdBy });
  function taken(): Uint8Array {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  }
  for (const { group, count } of rowGroups(pages, columns)) {
    const columnData = columns.map(({ name }, i) => ({ name, data: group[i] }));
    // It writes at once: only a writer with an asynchronous `flush` would make a promise of it.
    parquet.write({ columnData, rowGroupSize: count });
    yield taken();
  }
  parquet.finish();
  yield taken();
}

type Value = NonNullable<Cell> | bigint | boolean | null;

function* rowGroups(
  pages: Iterable<Page>,
  columns: readonly TableColumn[],
): Generator<{ group: Value[][]; count: number }> {
  const converts = columns.map(({ type }) => CONVERT[type]);
  let group: Value[][] = columns.map(() => []);
  let count = 0;
  for (const page of pages) {
    for (const [i, cells] of page.entries()) {
      for (const cell of cells) group[i].push(cell === null ? null : converts[i](cell));
    }
    count += page[0].length;
    if (count < ROW_GROUP) continue;
    yield { group, count };
    group = columns.map(() => []);
    count = 0;
  }
  if (count > 0) yield { group, count };
}

/** Of 22 columns, some 20 MB in memory and 1 MB in the file. */
const ROW_GROUP = 50_000;

const CONVERT: Readonly<Record<ColumnType, (cell: NonNullable<Cell>) => Value>> = {
  int32: (cell) => cell,
  int64: (cell) => BigInt(cell),
  double: (cell) => cell,
  text: (cell) => cell,
  time: (cell) => BigInt(cell),
  boolean: (cell) => cell !== 0,
};

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

function element({ name, type }: TableColumn): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...PHYSICAL[type] };
}

const PHYSICAL: Readonly<Record<ColumnType, Partial<SchemaElement>>> = {
  int32: { type: 'INT32' },
  int64: { type: 'INT64' },
  double: { type: 'DOUBLE' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
  boolean: { type: 'BOOLEAN' },
};
