import type Database from 'better-sqlite3';

/** A value as it is bound. */
export type Cell = string | number | null;

/** Inserts rows into a table, many with each statement: a statement costs as much as half a row. */
export class PagedInsert {
  readonly #page: Database.Statement;
  readonly #row: Database.Statement;
  readonly #columns: number;
  readonly #cells: Cell[];

  constructor(db: Database.Database, table: string, columns: number) {
    const row = `(${Array(columns).fill('?').join()})`;
    this.#columns = columns;
    this.#page = db.prepare(`insert into ${table} values ${Array(ROWS).fill(row).join()}`);
    this.#row = db.prepare(`insert into ${table} values ${row}`);
    this.#cells = new Array(ROWS * columns);
  }

  /** Inserts `count` rows; `fill` writes the cells of row `i`, in the order of the columns, from place `at` on. */
  run(count: number, fill: (cells: Cell[], at: number, i: number) => void): void {
    let i = 0;
    for (; i + ROWS <= count; i += ROWS) {
      for (let row = 0; row < ROWS; row++) fill(this.#cells, row * this.#columns, i + row);
      this.#page.run(this.#cells);
    }
    for (; i < count; i++) {
      fill(this.#cells, 0, i);
      this.#row.run(this.#cells.slice(0, this.#columns));
    }
  }
}

/** 32 at a time cost two thirds of what single ones do (1.3 against 2.0 µs an outcome), 8 nearly as little. */
const ROWS = 32;
