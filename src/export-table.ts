import { statSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { ReplayError } from './errors.ts';
import type { ExportedTable, Page } from './model.ts';
import type { TableName } from './store/export-columns.ts';
import type { Selection } from './store/export-rows.ts';
import { RunReader } from './store/run-reader.ts';
import { versions } from './versions.ts';
import { type CsvOptions, csvChunks } from './view/csv-chunks.ts';
import { gzipChunks } from './view/gzip-chunks.ts';
import { ndjsonChunks } from './view/ndjson-chunks.ts';
import { borrowOutput, openOutput } from './view/open-output.ts';
import { outputError } from './view/output-error.ts';
import { writeChunks } from './view/write-chunks.ts';

export const EXPORT_FORMATS = ['csv', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportOptions extends Selection, CsvOptions {
  readonly database: string;
  /** An id, a name, `last` or `last~1`. Without it the last; of the table `runs`, all. */
  readonly run?: string;
  readonly table: TableName;
  readonly format: ExportFormat;
  readonly gzip?: boolean;
  /** A file, which is there once it is whole; or a stream, which is left open. */
  readonly output: string | Writable;
  /** Asked for when there is something to clean up: until the first rows are there, whoever interrupts it may just end it. */
  readonly signal?: () => AbortSignal;
}

/**
 * Streams a table of one moment, also of a run that goes on; resolves to the number of rows when all is written, or
 * when nobody reads any more.
 */
export async function exportTable(options: ExportOptions): Promise<number> {
  const { database, table, run, output } = options;
  const reader = new RunReader(database);
  try {
    const exported = reader.exported(table, options, run);
    if (typeof output === 'string') refuseDatabase(output, database);
    const pages = exported.pages[Symbol.iterator]();
    try {
      // It may take its time, or fail: before anything is opened.
      const first = pages.next();
      let count = 0;
      const counted = counting(first, pages, (rows) => {
        count += rows;
      });
      await writeTable({ ...exported, pages: counted }, options);
      return count;
    } finally {
      pages.return?.();
    }
  } finally {
    reader.close();
  }
}

async function writeTable(table: ExportedTable, options: ExportOptions): Promise<void> {
  const { output: to, gzip = false } = options;
  const signal = options.signal?.();
  const output = typeof to === 'string' ? openOutput(to) : borrowOutput(to);
  try {
    if (output.isTerminal) refuseBytes(options);
    const chunks = await chunksOf(table, options);
    if (await writeChunks(gzip ? gzipChunks(chunks) : chunks, output.stream, signal)) await output.keep();
    else output.discard();
  } catch (cause) {
    output.discard();
    throw outputError(cause, typeof to === 'string' ? to : undefined);
  }
}

async function chunksOf(
  table: ExportedTable,
  options: ExportOptions,
): Promise<Iterable<string | Uint8Array>> {
  const { format } = options;
  switch (format) {
    case 'csv':
      return csvChunks(table, options);
    case 'ndjson':
      return ndjsonChunks(table);
    case 'parquet': {
      // Few ask for it, and it is large.
      const { parquetChunks } = await import('./view/parquet-chunks.ts');
      return parquetChunks(table, `reprise version ${versions.reprise}`);
    }
    default:
      return format satisfies never;
  }
}

function* counting(
  first: IteratorResult<Page>,
  rest: Iterator<Page>,
  count: (rows: number) => void,
): Generator<Page> {
  for (let next = first; !next.done; next = rest.next()) {
    count(next.value[0].length);
    yield next.value;
  }
}

function refuseBytes({ format, gzip }: ExportOptions): void {
  if (format !== 'parquet' && !gzip) return;
  throw new ReplayError(
    'usage',
    `a terminal cannot show ${gzip ? 'what gzip packed' : 'Parquet'}`,
    'name a file with --output FILE, or a program that reads it: | …',
  );
}

/** The one file in reach that must not be replaced. */
function refuseDatabase(output: string, database: string): void {
  const written = statSync(output, { throwIfNoEntry: false });
  const isWritten = (path: string) => {
    const read = statSync(path, { throwIfNoEntry: false });
    return read !== undefined && read.ino === written?.ino && read.dev === written.dev;
  };
  if (written && ['', '-wal', '-shm', '-journal'].some((suffix) => isWritten(database + suffix)))
    throw new ReplayError('usage', `--output ${output}: is the database`, 'name another file');
}
