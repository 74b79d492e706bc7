import { stringify } from 'csv-stringify/sync';
import type { Cell, ExportedTable, TableColumn } from '../model.ts';
import { defuseFormula } from './defuse-formula.ts';
import { isoTime } from './iso-time.ts';

export interface CsvOptions {
  /** Begin with a byte order mark, by which spreadsheets know UTF-8. */
  readonly bom?: boolean;
  /** Defuse text that a spreadsheet would run as a formula. */
  readonly spreadsheetSafe?: boolean;
}

/**
 * A table as CSV (RFC 4180, CRLF, a header line), in chunks. Nothing is an empty field, empty text a quoted one.
 *
 * csv-stringify writes the header and every text that needs quotes; what needs none, numbers above all, is put together
 * here. csv-stringify takes every cell for text of an unknown kind: rows of 22 columns at 170,000 rows/s of one core, by its stream
 * and by its synchronous call, in chunks of 250 or 1,000; this way it is 600,000 (2 cores, Node 26), and the same to
 * the byte, as a test shows.
 */
export function* csvChunks(
  { columns, pages }: ExportedTable,
  { bom = false, spreadsheetSafe = false }: CsvOptions = {},
): Generator<string> {
  yield `${bom ? '\ufeff' : ''}${stringify([columns.map(({ name }) => name)], CRLF)}`;
  const writers = columns.map((column) => fieldWriter(column, spreadsheetSafe));
  // An empty line is no row to many readers.
  const nothing = columns.length === 1 ? '""' : '';
  for (const page of pages) {
    const fields = page.map((cells, i) => writers[i](cells));
    let chunk = '';
    for (let row = 0; row < page[0].length; row++) {
      for (let i = 0; i < fields.length; i++) {
        if (i > 0) chunk += ',';
        chunk += fields[i][row] ?? nothing;
      }
      chunk += '\r\n';
    }
    yield chunk;
  }
}

/** Without the second, csv-stringify leaves a single CR or LF without quotes, which ends the row for Python and sqlite3. */
const CRLF = { record_delimiter: '\r\n', quote_record_delimiter: true } as const;

type WriteFields = (cells: readonly Cell[]) => readonly Cell[];

function fieldWriter({ type }: TableColumn, spreadsheetSafe: boolean): WriteFields {
  if (type === 'time') {
    const iso = isoTime();
    return (cells) => cells.map((us) => (us === null ? null : iso(us as number)));
  }
  if (type !== 'text') return (cells) => cells;
  const safe = spreadsheetSafe ? defuseFormula : (text: string) => text;
  return (cells) => cells.map((text) => (text === null ? null : quoted(safe(text as string))));
}

function quoted(text: string): string {
  if (text === '') return '""';
  return NEEDS_QUOTES.test(text) ? stringify([[text]], WITHOUT_END) : text;
}

const NEEDS_QUOTES = /[",\r\n]/;
const WITHOUT_END = { ...CRLF, eof: false } as const;
