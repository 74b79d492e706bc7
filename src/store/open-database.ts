import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ReplayError } from '../errors.ts';
import { MIGRATIONS } from './migrations.ts';
import { isLocked, LOCK_TIMEOUT_MS, type Patience, patiently } from './patiently.ts';
import {
  damaged,
  isDamage,
  isHalfWritten,
  lacksSharedMemory,
  noSharedMemory,
  storeError,
} from './store-error.ts';
import { VIEWS } from './views.ts';

/** Opens the database for writing; makes it, or brings its schema up to date, where that is needed. */
export function openDatabase(path: string, patience: Patience = { ms: PATIENCE_MS }): Database.Database {
  return guarded(path, () => {
    refuseFolder(path);
    return patiently(() => {
      const db = new Database(path, { timeout: LOCK_TIMEOUT_MS });
      try {
        prepare(path, db);
        return db;
      } catch (error) {
        db.close();
        if (lacksSharedMemory(error)) leaveAsItWas(path);
        throw error;
      }
    }, patience);
  });
}

function prepare(path: string, db: Database.Database): void {
  checkVersion(path, db);
  refuseForeign(path, db);
  if (db.pragma('journal_mode = wal', { simple: true }) !== 'wal') throw noSharedMemory(path);
  // WAL with this is safe against any death of the process; only a power cut can lose the last commits.
  db.pragma('synchronous = normal');
  db.transaction(() => {
    const version = schemaVersion(db);
    if (version === MIGRATIONS.length) return;
    dropViews(db);
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.exec(VIEWS);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  }).immediate();
}

function dropViews(db: Database.Database): void {
  const names = db.prepare<[], string>("select name from sqlite_schema where type = 'view'").pluck().all();
  for (const name of names) db.exec(`drop view ${name}`);
}

const PATIENCE_MS = 5000;

/** That a log is to be written ahead is noted in the file, which could not be read any more where there is no room for one. */
function leaveAsItWas(path: string): void {
  try {
    const db = openAlone(path);
    db.pragma('journal_mode = delete');
    db.close();
  } catch {
    // What is wrong is told.
  }
}

/** Opens a database for nobody else meanwhile: SQLite keeps to itself then what programs share in memory otherwise. */
function openAlone(path: string): Database.Database {
  const db = new Database(path, { fileMustExist: true, timeout: LOCK_TIMEOUT_MS });
  db.pragma('locking_mode = exclusive');
  return db;
}

/**
 * Leaves one file, which can be read also where nothing can be written: without a write-ahead log, and without the need of one.
 * Where others have the database open, that is left to the last of them that writes: a reader may take as long as it likes. Where
 * it cannot be done, for want of room or of a right, nothing is lost: the log beside the file is a part of it.
 */
export function leaveOneFile(db: Database.Database): void {
  try {
    db.pragma('busy_timeout = 0');
    db.pragma('wal_checkpoint(truncate)');
    db.pragma('journal_mode = delete');
  } catch {
    // Damage is found by whoever looks for it.
  }
}

/** Throws where something in a file is not as SQLite left it. In one that is too long to be looked through, nothing is looked for. */
export function checkSound(path: string): void {
  if (statSync(path).size > MAX_CHECKED_BYTES) return;
  try {
    const db = openForReading(path);
    try {
      const found = db.pragma('quick_check(1)', { simple: true });
      if (found !== 'ok') throw damaged(path);
    } finally {
      db.close();
    }
  } catch (error) {
    const cause = error instanceof ReplayError ? error.cause : error;
    // Somebody else has it already.
    if (isLocked(cause)) return;
    // What has no cause was a database of ours a moment ago.
    throw cause === undefined || isDamage(cause) ? damaged(path, cause) : storeError(path, error);
  }
}

/** A second's worth. */
const MAX_CHECKED_BYTES = 256 * 1024 * 1024;

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
    const db = openToRead(path);
    checkVersion(path, db);
    refuseForeign(path, db);
    if (schemaVersion(db) === 0)
      throw new ReplayError('store', `${path}: holds no runs of reprise`, 'check --db FILE');
    return db;
  });
}

/** What a program that was killed left undone is put in order first, where that takes writing. */
function openToRead(path: string): Database.Database {
  try {
    return opened(() => new Database(path, { readonly: true }));
  } catch (error) {
    // The log beside the file can be read also where no memory can be shared.
    if (lacksSharedMemory(error)) return opened(() => openAlone(path));
    if (!isHalfWritten(error)) throw error;
    opened(() => new Database(path, { fileMustExist: true })).close();
    return opened(() => new Database(path, { readonly: true }));
  }
}

/** SQLite looks at a file only when something is asked of it. */
function opened(open: () => Database.Database): Database.Database {
  const db = open();
  try {
    schemaVersion(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
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

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw storeError(path, cause);
  }
}
