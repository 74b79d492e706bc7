import { realpathSync, statSync } from 'node:fs';
import { ReplayError } from '../errors.ts';

/**
 * Remembers which file an open database is; the function that it gives throws once another one, or none, is in its place. SQLite
 * itself goes on writing to a file that was deleted, and all of that is lost.
 */
export function watchFile(path: string): () => void {
  const database = realpathSync(path);
  // It comes with the first thing that is written, and goes with the last program that has the database open.
  const files = [database, `${database}-wal`].map((file) => ({ file, was: identityOf(file) }));
  return () => {
    for (const { file, was } of files) {
      if (was === null) continue;
      const is = identityOf(file);
      if (is === was) continue;
      const what = is === null ? 'was deleted or moved' : 'was replaced by another file';
      const lost = file === database;
      throw new ReplayError(
        'store',
        `${file}: ${what} while a run was written to it`,
        lost
          ? 'what the run stored is lost with it; leave the database where it is, and begin again'
          : LEAVE_IT,
      );
    }
  };
}

const LEAVE_IT = 'what was stored until then can be read; leave the files beside a database alone';

function identityOf(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.dev}:${stats.ino}` : null;
}
