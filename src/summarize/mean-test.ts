import { differenceError, type RatioTest, tested } from './ratio-test.ts';

/** Sums and how many values went into each, block by block. */
export interface BlockSums {
  readonly sums: readonly number[];
  readonly counts: readonly number[];
}

/** Tests whether the mean of B is so many times that of A. */
export function meanTest(a: BlockSums, b: BlockSums, paired: boolean): RatioTest {
  const inA = meanOf(a);
  const inB = meanOf(b);
  return (logRatio) => {
    const ratio = Math.exp(logRatio);
    const scaled = inA.deviations.map((deviation) => deviation * ratio);
    return tested(inB.mean - ratio * inA.mean, differenceError(scaled, inB.deviations, paired));
  };
}

/** The mean, and by how much each block lifts it. */
function meanOf({ sums, counts }: BlockSums): { mean: number; deviations: number[] } {
  const count = total(counts);
  const mean = total(sums) / count;
  const perBlock = count / counts.length;
  return { mean, deviations: sums.map((sum, i) => (sum - mean * counts[i]) / perBlock) };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
