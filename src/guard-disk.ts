import { statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ReplayError } from './errors.ts';
import type { Plan } from './schedule/plan.ts';
import { reusableBytes } from './store/reusable-bytes.ts';
import { formatBytes, formatCount } from './view/format-units.ts';

/**
 * Throws where the disk of the database, and what was pruned within it, have less room than what the run is expected to store takes. Where nobody knows how many requests
 * it will be (a closed model, the log once), nothing is said: a disk that gets full ends a run in order.
 */
export function guardDisk(
  { meanRate, durationUs }: Pick<Plan, 'meanRate' | 'durationUs'>,
  database: string,
  freeBytes: (folder: string) => number | null = freeBytesOf,
): void {
  if (meanRate === null || durationUs === null) return;
  const requests = meanRate * (durationUs / 1e6);
  const needed = requests * REQUEST_BYTES;
  const folder = dirname(resolve(database));
  const free = freeBytes(folder);
  if (free === null || free + reusableBytes(database) >= needed) return;
  throw new ReplayError(
    'limit',
    `the disk of ${folder} has ${formatBytes(free)} left, and ${formatCount(Math.round(requests))} requests take about ${formatBytes(needed)}`,
    'make room (reprise prune --keep 30d --vacuum), store elsewhere (--db FILE), or ask for less',
  );
}

/** Null where the file system does not say. */
function freeBytesOf(folder: string): number | null {
  try {
    const { bavail, bsize, blocks } = statfsSync(folder);
    return blocks === 0 ? null : bavail * bsize;
  } catch {
    return null;
  }
}

/** An outcome takes some 45 (`npm run bench -- storing`), and its targets and the log written ahead some more. */
const REQUEST_BYTES = 60;
