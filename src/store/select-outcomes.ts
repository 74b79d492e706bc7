import { allocateOutcomes, type OutcomeBatch } from '../model.ts';

/** Some outcomes of a batch in a batch that has room for no more than these. */
export function selectOutcomes(
  batch: OutcomeBatch,
  isWanted: (i: number) => boolean = () => true,
): OutcomeBatch {
  const wanted: number[] = [];
  for (let i = 0; i < batch.count; i++) if (isWanted(i)) wanted.push(i);
  const selected = allocateOutcomes(batch.worker, wanted.length, wanted.length);
  for (const name of COLUMNS) {
    const from = batch[name];
    const to = selected[name];
    for (let i = 0; i < wanted.length; i++) to[i] = from[wanted[i]];
  }
  return selected;
}

type Column = Exclude<keyof OutcomeBatch, 'worker' | 'count'>;

const COLUMNS = Object.entries(allocateOutcomes(0, 0))
  .filter(([, column]) => typeof column === 'object')
  .map(([name]) => name as Column);
