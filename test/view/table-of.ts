import type { Cell, ColumnType, ExportedTable } from '../../src/model.ts';

/** A table as a writer gets it, of rows, in pages of so many. */
export function tableOf(
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly (readonly Cell[])[],
  pageRows = 1000,
): ExportedTable {
  const names = Object.entries(columns);
  const pages: Cell[][][] = [];
  for (let from = 0; from < rows.length; from += pageRows) {
    const page = rows.slice(from, from + pageRows);
    pages.push(names.map((_, i) => page.map((row) => row[i])));
  }
  return { columns: names.map(([name, type]) => ({ name, type, unit: '' })), pages };
}
