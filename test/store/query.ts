import Database from 'better-sqlite3';

/** Asks a database as anybody with SQLite would; every row is an object. */
export function query<Row = Record<string, unknown>>(path: string, sql: string): Row[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(sql).all() as Row[];
  } finally {
    db.close();
  }
}

/** Changes a database behind the back of reprise; makes it where there is none. */
export function execute(path: string, sql: string): void {
  const db = new Database(path);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}
