import { queryDatabase } from './query-database.ts';
import { writeLog } from './write-log.ts';

/** A log of JSON lines with requests that began then, in milliseconds; undefined: the line has no time. */
export function logOf(startsMs: readonly (number | undefined)[], query = ''): string {
  return writeLog(
    startsMs.map((ms, i) => {
      const time = ms === undefined ? undefined : new Date(NOON_MS + ms).toISOString();
      return JSON.stringify({ time, method: 'GET', path: `/${i}${query}`, status: 200 });
    }),
    'access.json',
  );
}

/** When the log begins. */
export const NOON_MS = Date.UTC(2026, 8, 15, 12, 0, 0, 1);

/** When the requests of a run were due, since its start. */
export function dueMs(database: string): number[] {
  const rows = queryDatabase<{ due_us: number }>(database, 'select due_us from outcome order by seq');
  return rows.map(({ due_us }) => due_us / 1000);
}

/** Bursts and silence, half a second in all. */
export const STARTS = [0, 3, 4, 7, 200, 203, 205, 500];
