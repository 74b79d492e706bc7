import type Database from 'better-sqlite3';

/** The columns of tables and views, by `table.column`: an older schema lacks some until it is written to. */
export type Schema = ReadonlySet<string>;

export function readSchema(db: Database.Database): Schema {
  const rows = db
    .prepare<[], { column: string }>(
      `select s.name || '.' || c.name as column from sqlite_schema s join pragma_table_xinfo(s.name) c`,
    )
    .all();
  return new Set(rows.map(({ column }) => column));
}

export function hasColumn(schema: Schema, table: string, column: string): boolean {
  return schema.has(`${table}.${column}`);
}
