import { ReplayError } from '../errors.ts';
import type { Run } from '../model.ts';

/** Refuses what takes the outcomes of a run that has none any more. */
export function refusePruned({ id, prunedAt }: Run): void {
  if (prunedAt === null) return;
  throw new ReplayError(
    'store',
    `the outcomes of run ${id} were pruned on ${prunedAt.slice(0, 10)}`,
    `what it came to is there still: reprise report ${id}, and the tables percentiles, tallies and intervals`,
  );
}
