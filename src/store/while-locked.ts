import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { ReplayError } from '../errors.ts';

/**
 * Keeps others from running the same at the same time; without a file, from nothing. The lock is one of the system's on that
 * file (SQLite takes it), so it is gone with its process, whatever ended that: a crash, `kill -9`, a reboot leave none behind. Who
 * holds it stands in a file beside.
 */
export async function whileLocked<T>(file: string | undefined, work: () => Promise<T>): Promise<T> {
  if (file === undefined) return work();
  const holderFile = `${file}.holder`;
  const lock = take(file, holderFile);
  try {
    return await work();
  } finally {
    forgetHolder(holderFile);
    lock.close();
  }
}

function take(file: string, holderFile: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    noteHolder(holderFile);
    return database;
  } catch (cause) {
    database?.close();
    throw refusal(file, holderFile, cause);
  }
}

/** It is told to others, and nothing depends on it. */
function noteHolder(file: string): void {
  const holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  try {
    writeFileSync(file, `${JSON.stringify(holder)}\n`);
  } catch {}
}

function forgetHolder(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

function refusal(file: string, holderFile: string, cause: unknown): ReplayError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  if (code.startsWith('SQLITE_BUSY')) {
    return new ReplayError(
      'guard',
      `another run holds the lock ${resolve(file)}${holderOf(holderFile)}`,
      'wait until it is over, or end it; the lock goes with its process, so there is nothing to delete',
      cause,
    );
  }
  return new ReplayError(
    'store',
    `${file}: no lock can be taken there: ${message}`,
    code === 'SQLITE_NOTADB'
      ? 'it is no lock: delete it, or name another file: --lock FILE'
      : 'name another file: --lock FILE',
    cause,
  );
}

function holderOf(file: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(file, 'utf8'));
    return `: process ${Number(pid)} on ${String(host)}, since ${String(since)}`;
  } catch {
    return '';
  }
}
