import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ReplayError } from '../errors.ts';
import { MIGRATIONS } from './migrations.ts';

/** Opens the database for writing; makes it, or brings its schema up to date, where that is needed. */
export function openDatabase(path: string): Database.Database {
  return guarded(path, () => {
    refuseFolder(path);
    const db = new Database(path);
    checkVersion(path, db);
    refuseForeign(path, db);
    db.pragma('journal_mode = wal');
    // WAL with this is safe against any death of the process; only a power cut can lose the last commits.
    db.pragma('synchronous = normal');
    db.transaction(() => {
      for (let version = schemaVersion(db); version < MIGRATIONS.length; version++) {
        db.exec(MIGRATIONS[version]);
        db.pragma(`user_version = ${version + 1}`);
      }
    }).immediate();
    return db;
  });
}

/**
 * Leaves one file, which can be read also where nothing can be written: without a write-ahead log, and without the need of one.
 * Where others have the database open, that is left to the last of them that writes: a reader may take as long as it likes.
 */
export function leaveOneFile(db: Database.Database): void {
  db.pragma('busy_timeout = 0');
  db.pragma('wal_checkpoint(truncate)');
  try {
    db.pragma('journal_mode = delete');
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) throw error;
  }
}

/** Opens a database that must be there already, for reading, also while a run is being written to it. */
export function openForReading(path: string): Database.Database {
  if (!existsSync(path)) {
    throw new ReplayError(
      'store',
      `${path}: no such database`,
      'name it with --db FILE, or begin with: reprise run',
    );
  }
  return guarded(path, () => {
    refuseFolder(path);
    const db = new Database(path, { readonly: true });
    checkVersion(path, db);
    refuseForeign(path, db);
    if (schemaVersion(db) === 0)
      throw new ReplayError('store', `${path}: holds no runs of reprise`, 'check --db FILE');
    return db;
  });
}

/** SQLite calls reading one a fault of the disk. */
function refuseFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new ReplayError('store', `${path}: is a folder`, `name a file in it: --db ${path}/reprise.db`);
}

function schemaVersion(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/** Another program's tables are left alone; theirs may be numbered too. */
function refuseForeign(path: string, db: Database.Database): void {
  const tables = db.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
  if (tables.length > 0 && !(schemaVersion(db) > 0 && tables.includes('outcome')))
    throw new ReplayError(
      'store',
      `${path}: holds the tables of another program`,
      'name another file with --db',
    );
}

function checkVersion(path: string, db: Database.Database): void {
  const version = schemaVersion(db);
  if (version > MIGRATIONS.length) {
    throw new ReplayError(
      'store',
      `${path}: was written by a newer reprise (schema ${version}; this one knows up to ${MIGRATIONS.length})`,
      'update reprise, or name another file with --db',
    );
  }
}

/** Puts what SQLite says into one line and a way to mend it. */
export function storeError(path: string, cause: unknown): ReplayError {
  if (cause instanceof ReplayError) return cause;
  const { code = '', message } = cause as { code?: string; message: string };
  const [what, mend] = KNOWN.find(([prefix]) => code.startsWith(prefix))?.[1] ?? [
    message,
    'name another file with --db',
  ];
  return new ReplayError('store', `${path}: ${what}`, mend, cause);
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw storeError(path, cause);
  }
}

const KNOWN: readonly (readonly [prefix: string, readonly [what: string, mend: string]])[] = [
  [
    'SQLITE_CANTOPEN',
    [
      'the database cannot be opened or made',
      'check that its folder is there and writable, or use --db FILE',
    ],
  ],
  [
    'SQLITE_READONLY',
    ['the database cannot be written', 'check who owns the file and its folder, or use --db FILE'],
  ],
  ['SQLITE_NOTADB', ['is not a database', 'it is some other file; name another with --db FILE']],
  [
    'SQLITE_CORRUPT',
    ['the database is damaged', "keep it aside and save what can be read: sqlite3 FILE '.recover'"],
  ],
  ['SQLITE_FULL', ['the disk is full', 'make room, or name a file on another disk with --db']],
  [
    'SQLITE_IOERR',
    ['the disk does not take or give the data', 'check the disk, or name a file on another one with --db'],
  ],
  ['SQLITE_BUSY', ['another program keeps the database locked', 'end it, or name another file with --db']],
];
