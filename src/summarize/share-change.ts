import { CONFIDENCE, type MeasuredChange } from './measured-change.ts';
import { differenceError, tested } from './ratio-test.ts';
import { studentT } from './student-t.ts';

/** How many of how many, block by block. */
export interface BlockedCounts {
  readonly parts: readonly number[];
  readonly wholes: readonly number[];
}

/**
 * By how much a share differs between two sides. `change` is that of all requests; the blocks, which may be a sample of
 * them, say how sure it is.
 */
export function shareChange(
  a: BlockedCounts,
  b: BlockedCounts,
  paired: boolean,
  change: number,
): MeasuredChange {
  const inA = shareOf(a);
  const inB = shareOf(b);
  const error = differenceError(inA.deviations, inB.deviations, paired);
  const least = leastVariance(change, Math.min(inA.count, inB.count));
  const { t, degreesOfFreedom } = tested(change, error, least);
  const half =
    studentT.critical(1 - CONFIDENCE, degreesOfFreedom) * Math.sqrt(Math.max(error.variance, least));
  return {
    change,
    interval: [Math.max(-1, change - half), Math.min(1, change + half)],
    p: studentT.twoSidedP(t, degreesOfFreedom),
  };
}

/**
 * However even blocks are, so many requests cannot say more than this: the difference is a count, and counts vary by their own
 * root; two more stand for what may happen though it did not (of 60,000 without a failure, up to 3 in 60,000 may fail).
 */
export function leastVariance(difference: number, count: number): number {
  return (Math.abs(difference) * count + 2) / count ** 2;
}

function shareOf({ parts, wholes }: BlockedCounts): { count: number; deviations: number[] } {
  const count = total(wholes);
  const share = total(parts) / count;
  const perBlock = count / wholes.length;
  return { count, deviations: parts.map((part, i) => (part - share * wholes[i]) / perBlock) };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
