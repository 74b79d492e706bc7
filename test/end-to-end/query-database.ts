import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** Asks a database with Node's own SQLite, which shares no code with the one that reprise writes with. */
export function queryDatabase<Row = Record<string, unknown>>(
  path: string,
  sql: string,
  ...values: SQLInputValue[]
): Row[] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return db
      .prepare(sql)
      .all(...values)
      .map((row) => ({ ...row }) as Row);
  } finally {
    db.close();
  }
}
