import { existsSync } from 'node:fs';
import { openForReading } from './open-database.ts';

/** How much room there is within a database for more: what was pruned of it, and not given back to the disk. None in what cannot be read. */
export function reusableBytes(path: string): number {
  if (!existsSync(path)) return 0;
  try {
    const db = openForReading(path);
    try {
      const pages = db.pragma('freelist_count', { simple: true }) as number;
      return pages * (db.pragma('page_size', { simple: true }) as number);
    } finally {
      db.close();
    }
  } catch {
    // What is wrong with it is told when the run opens it.
    return 0;
  }
}
