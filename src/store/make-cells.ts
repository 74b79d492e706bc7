import type { Cell } from '../model.ts';

/** Makes the cells of a column out of rows as SQLite gives them. */
export type MakeCells = (rows: readonly (readonly Cell[])[]) => Cell[];

/** Asks for something of each row, in SQL; gives its place in the row. */
export type Place = (sql: string) => number;

/** What stands in the rows at a place, as it is. */
export function cellsAt(at: number): MakeCells {
  return (rows) => rows.map((row) => row[at]);
}
