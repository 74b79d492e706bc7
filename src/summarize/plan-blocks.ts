/** A stretch of a plan: from one request up to, without, another. */
export interface SeqRange {
  readonly start: number;
  readonly end: number;
}

export interface BlockPlan {
  /** Of each run, by number from its first request that counts. */
  readonly ranges: readonly (readonly SeqRange[])[];
  /** Whether all runs have the same ranges. */
  readonly inStep: boolean;
  /** Whether the ranges are all of every run. */
  readonly whole: boolean;
}

/**
 * Cuts runs of so many requests into blocks that follow one another, as many in each. Of more than `mostRows` a run only so many are
 * taken, in whole pieces evenly over it. Runs of nearly the same length are cut at the same places.
 */
export function planBlocks(lengths: readonly number[], mostRows: number): BlockPlan {
  const shortest = Math.min(...lengths);
  const longest = Math.max(...lengths);
  const inStep = shortest >= longest * NEARLY;
  const blocks = Math.max(1, Math.min(MOST_BLOCKS, Math.floor(shortest / LEAST_IN_BLOCK)));
  return {
    ranges: lengths.map((length) => cut(inStep ? shortest : length, blocks, mostRows)),
    inStep,
    whole: longest <= mostRows && (shortest === longest || !inStep),
  };
}

function cut(count: number, blocks: number, mostRows: number): SeqRange[] {
  return Array.from({ length: blocks }, (_, block) => {
    const from = Math.round((count * block) / blocks);
    const to = Math.round((count * (block + 1)) / blocks);
    if (count <= mostRows) return { start: from, end: to };
    const size = Math.max(1, Math.floor((to - from) * (mostRows / count)));
    const start = from + Math.floor((to - from - size) / 2);
    return { start, end: start + size };
  });
}

/** Enough to tell noise by, and few enough that a block of a minute's run outlasts most pauses. */
export const MOST_BLOCKS = 32;
const LEAST_IN_BLOCK = 10;
/** A closed loop ends where it ends. */
const NEARLY = 0.99;
