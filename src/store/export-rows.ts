import type Database from 'better-sqlite3';
import { ReplayError } from '../errors.ts';
import type { Cell, ExportedTable, Page, TableColumn } from '../model.ts';
import { chooseColumns } from './choose-columns.ts';
import { EXPORT_COLUMNS, type TableName } from './export-columns.ts';
import { type ExportSource, exportSource } from './export-source.ts';
import type { ExportedRun } from './exported-run.ts';
import { hasColumn, readSchema } from './has-column.ts';
import { cellsAt, type MakeCells, type Place } from './make-cells.ts';
import { noDrift } from './no-drift.ts';
import { outcomeCells } from './outcome-cells.ts';
import { keyedBatches, rowBatches } from './row-batches.ts';
import { runIsAlive } from './run-row.ts';
import { storeError } from './store-error.ts';
import { checkWhere, whereError } from './where-clause.ts';

/** Which rows and columns of a table are exported. */
export interface Selection {
  /** Names, in the order in which they are written; all, where there are none. */
  readonly columns?: readonly string[];
  /** An SQL expression over the table's columns. */
  readonly where?: string;
  readonly limit?: number;
}

/**
 * A table as it is exported, in its natural order; nothing is held in memory. Whatever is wrong with the selection is said before the
 * first row, but for what an expression does to the values of one. Of a run; `runs` can be of all.
 *
 * All documented columns stand in an inner query, for `where` to name; what is read stands beside them under names
 * that nobody would write (`#0`). SQLite leaves out of such a query what is not used, joins included. Outcomes are not
 * read through their columns but as they are stored: `outcomeCells`.
 */
export function exportRows(
  db: Database.Database,
  table: TableName,
  selection: Selection,
  run?: ExportedRun,
): ExportedTable {
  const all = EXPORT_COLUMNS[table];
  const columns = chooseColumns(all, selection.columns);
  const { where, limit } = selection;
  if (where !== undefined) checkWhere(where);
  const schema = readSchema(db);
  if (!hasColumn(schema, table, 'run_id'))
    throw table === 'drift' ? noDrift(db.name) : notKept(db.name, table);
  const source = exportSource(table, schema, run);
  const read: string[] = [];
  const place: Place = (sql) => {
    const at = read.indexOf(sql);
    return at === -1 ? read.push(sql) - 1 : at;
  };
  const makers =
    table === 'outcomes'
      ? outcomeCells(db, columns, source.computed, place, run!)
      : columns.map((column) => cellsAt(place(storedSql(column, source))));
  // Not with an expression: what it asks for once, such as a mean over all rows, it would ask for again and again.
  const keyAt = table === 'outcomes' && where === undefined ? place('o.seq') : undefined;
  const inner = [
    ...all.map((column) => `${columnSql(column, source)} as "${column.name}"`),
    ...read.map((sql, i) => `${sql} as "#${i}"`),
  ];
  const sql = `select ${read.map((_, i) => `"#${i}"`).join()} from (select ${inner.join()} from ${source.from})
    where (${keyAt === undefined ? (where ?? 1) : `"#${keyAt}" > ?`}
    ) order by ${source.order} limit ${keyAt === undefined ? (limit ?? -1) : '?'}`;
  db.function('is_alive', (host, pid, heartbeatMs) => (runIsAlive(host, pid, heartbeatMs) ? 1 : 0));
  function explained(cause: unknown): unknown {
    const wrong = where === undefined ? undefined : whereError(cause, where, all);
    return wrong ?? storeError(db.name, cause);
  }
  try {
    const batches =
      keyAt === undefined
        ? rowBatches(db.prepare<[], Cell[]>(sql).raw())
        : keyedBatches(db.prepare<[number, number], Cell[]>(sql).raw(), keyAt, limit);
    return { columns, pages: pagesOf(batches, makers, explained) };
  } catch (cause) {
    throw explained(cause);
  }
}

function notKept(path: string, table: TableName): ReplayError {
  return new ReplayError(
    'store',
    `${path}: was written by an older reprise, which did not keep ${table}`,
    'replay the log again; of what is there, outcomes, endpoints and timeline tell much the same',
  );
}

/** Column by column, each in a loop of its own: cell by cell takes twice the time. */
function* pagesOf(
  batches: Iterable<Parameters<MakeCells>[0]>,
  makers: readonly MakeCells[],
  explained: (cause: unknown) => unknown,
): Generator<Page> {
  try {
    for (const rows of batches) yield makers.map((cellsOf) => cellsOf(rows));
  } catch (cause) {
    throw explained(cause);
  }
}

/** As it is read: a time in its microseconds. */
function storedSql({ name, type }: TableColumn, source: ExportSource): string {
  return type === 'time' ? epochSql(name, source) : stored(name, source);
}

/** As `where` sees it: a time is text, the same that is written. */
function columnSql({ name, type }: TableColumn, source: ExportSource): string {
  if (type !== 'time') return stored(name, source);
  const us = epochSql(name, source);
  return `strftime('%Y-%m-%dT%H:%M:%S', (${us}) / 1000000, 'unixepoch') || printf('.%06dZ', (${us}) % 1000000)`;
}

function epochSql(name: string, source: ExportSource): string {
  return stored(name.replace(/_at$/, '_epoch_us'), source);
}

function stored(name: string, { computed }: ExportSource): string {
  return computed[name] ?? `"${name}"`;
}
