import type { BlockedTimes } from './blocked-times.ts';
import { differenceError, type RatioTest, tested } from './ratio-test.ts';
import { leastVariance } from './share-change.ts';

/**
 * Tests whether the p-quantile of B is so many times that of A: if it is, the same share of A is above some limit as of B is above
 * that many times the limit. Shares of blocks need neither a density nor a shape, and a single very long time weighs no more than any other.
 */
export function quantileTest(a: BlockedTimes, b: BlockedTimes, p: number, paired: boolean): RatioTest {
  const fewer = Math.min(a.all.count, b.all.count);
  return (logRatio) => {
    const ratio = Math.exp(logRatio);
    const limit = commonLimit(a, b, p, ratio);
    const inA = above(a, limit / ratio);
    const inB = above(b, limit);
    const difference = inB.share - inA.share;
    const error = differenceError(inA.deviations, inB.deviations, paired);
    return tested(difference, error, leastVariance(difference, fewer));
  };
}

/** The p-quantile of B and of A made so many times as long, each side counting half. */
function commonLimit({ all: a }: BlockedTimes, { all: b }: BlockedTimes, p: number, ratio: number): number {
  let low = Math.log(Math.max(Math.min(a.quantile(p) * ratio, b.quantile(p)), LEAST_US)) - TINY;
  let high = Math.log(Math.max(a.quantile(p) * ratio, b.quantile(p), LEAST_US)) + TINY;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    const limit = Math.exp(middle);
    const share = (a.above(limit / ratio) / a.count + b.above(limit) / b.count) / 2;
    if (share > 1 - p) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}

const LEAST_US = 0.5;
const TINY = 1e-9;
/** Narrows any range of times down to a millionth. */
const HALVINGS = 24;

/** The share above a limit, and by how much each block lifts it. */
function above({ all, blocks }: BlockedTimes, limit: number): { share: number; deviations: number[] } {
  const share = all.above(limit) / all.count;
  const perBlock = all.count / blocks.length;
  return {
    share,
    deviations: blocks.map((block) => (block.above(limit) - share * block.count) / perBlock),
  };
}
