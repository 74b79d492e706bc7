import type Database from 'better-sqlite3';
import { ReplayError } from '../errors.ts';

/** Whether the schema has the outcomes' comparison with what was recorded: an older one is only brought up by writing. */
export function hasDrift(db: Database.Database): boolean {
  return db.prepare("select 1 from sqlite_schema where name = 'drift'").get() !== undefined;
}

/** What is said to those who ask for it all the same. */
export function noDrift(path: string): ReplayError {
  return new ReplayError(
    'store',
    `${path}: was written by an older reprise, which did not compare answers with the log`,
    'replay the log again',
  );
}
