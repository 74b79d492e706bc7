import { type BlockSums, meanTest } from './mean-test.ts';
import type { PendingFigure } from './pending-figure.ts';
import { estimateRatio } from './ratio-change.ts';
import type { SideFigures } from './side-figures.ts';
import type { TestTerms } from './test-terms.ts';

/**
 * The rate made on both sides. In closed models it is what the target could take, and tested by the time from each request sent to the
 * next; in open ones it is what was asked for, and what was not made of it is dropped, or the generator's own fault.
 */
export function rateFigure(
  a: SideFigures,
  b: SideFigures,
  closed: boolean,
  { paired, thresholds, lacking }: TestTerms,
): PendingFigure {
  const figure = {
    name: 'rate',
    unit: 'per_s',
    a: a.rate > 0 ? a.rate : null,
    b: b.rate > 0 ? b.rate : null,
    more: 'better',
    limit: thresholds.effect,
  } as const;
  if (!closed)
    return { ...figure, measured: null, exempt: true, why: 'an open model sends what was asked for' };
  if (lacking !== null) return { ...figure, measured: null, why: lacking };
  const [inA, inB] = [a.blocks.gaps(), b.blocks.gaps()];
  if (figure.a === null || figure.b === null || inA.sums.length < 2) {
    return { ...figure, measured: null, why: 'the run is too short to tell noise by' };
  }
  // As many times the rate is as many times less between two requests.
  const test = meanTest(inB, inA, paired);
  const sampled = Math.log(meanOf(inA) / meanOf(inB));
  const measured = estimateRatio(test, Math.log(figure.b / figure.a), sampled);
  return { ...figure, measured, statistic: 'mean', why: null };
}

function meanOf({ sums, counts }: BlockSums): number {
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  return total(sums) / total(counts);
}
