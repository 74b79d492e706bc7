import type { Run } from '../model.ts';
import { leaveOneFile, openDatabase } from './open-database.ts';
import { storeError } from './store-error.ts';

/** Adds to runs that have ended what is known only after that: what came of comparing them, and of making them again. */
export function writeVerdict(
  path: string,
  runIds: readonly number[],
  verdict: Partial<Pick<Run, 'comparison' | 'repetition'>>,
): void {
  const db = openDatabase(path, { ms: PATIENCE_MS });
  try {
    db.pragma(`busy_timeout = ${PATIENCE_MS}`);
    for (const [column, value] of Object.entries(verdict)) {
      const update = db.prepare(`update run set ${column} = ? where id = ?`);
      for (const id of runIds) update.run(JSON.stringify(value), id);
    }
    leaveOneFile(db);
  } catch (cause) {
    throw storeError(path, cause);
  } finally {
    db.close();
  }
}

const PATIENCE_MS = 60_000;
