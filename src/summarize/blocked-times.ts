import { SortedTimes } from './sorted-times.ts';

/** The times of one measure, cut into blocks that follow one another, and all of them together. */
export interface BlockedTimes {
  readonly all: SortedTimes;
  readonly blocks: readonly SortedTimes[];
}

/** Of values in the order of time, with where each block ends. */
export function blockTimes(values: Uint32Array, ends: readonly number[]): BlockedTimes {
  return {
    all: SortedTimes.of(values.slice()),
    blocks: ends.map((end, block) => SortedTimes.of(values.slice(block === 0 ? 0 : ends[block - 1], end))),
  };
}
