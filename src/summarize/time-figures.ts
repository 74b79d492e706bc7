import type { Percentiles } from '../model.ts';
import type { BlockedTimes } from './blocked-times.ts';
import { type BlockSums, meanTest } from './mean-test.ts';
import type { PendingFigure } from './pending-figure.ts';
import { quantileTest } from './quantile-test.ts';
import { estimateRatio } from './ratio-change.ts';
import type { RatioTest } from './ratio-test.ts';
import { type ComparedMeasure, ROWS_PRUNED } from './side-blocks.ts';
import type { SortedTimes } from './sorted-times.ts';
import type { TestTerms } from './test-terms.ts';

/** The percentiles and the mean that are compared. */
export const STATISTICS = ['p50', 'p90', 'p95', 'p99', 'mean'] as const;
export type Statistic = (typeof STATISTICS)[number];

/** What is known of one measure of one side. */
export interface SideTimes {
  /** Of all requests; null: of those in the blocks, which are all. */
  readonly figures: Percentiles | null;
  /** Undefined where no block knows it. */
  readonly blocks: BlockedTimes | undefined;
  /** Of each run, where there are several. */
  readonly runs: readonly SortedTimes[];
  /** How late its requests were sent, at worst of its runs. */
  readonly lateUs: Readonly<Record<Statistic, number>>;
}

/** The figures of one measure of both sides. */
export function timeFigures(
  measure: ComparedMeasure,
  a: SideTimes,
  b: SideTimes,
  { paired, thresholds, lacking }: TestTerms,
): PendingFigure[] {
  return STATISTICS.map((statistic) => {
    const [inA, inB] = [sideValue(a, statistic), sideValue(b, statistic)];
    const figure = {
      name: `${measure}.${statistic}`,
      unit: 'us',
      a: inA,
      b: inB,
      more: 'worse',
      limit: inA === null ? thresholds.effect : Math.max(thresholds.effect, thresholds.timeUs / inA),
      blur: inA === null ? 0 : (LATE * Math.max(a.lateUs[statistic], b.lateUs[statistic])) / inA,
      statistic,
      runs: [logsOf(a, statistic), logsOf(b, statistic)],
    } as const;
    const why = lacking ?? whyNot(statistic, a, b, inA, inB);
    if (why !== null) return { ...figure, measured: null, why };
    const test = testOf(statistic, a.blocks!, b.blocks!, paired);
    const sampled = Math.log(statisticOf(b.blocks!.all, statistic) / statisticOf(a.blocks!.all, statistic));
    return { ...figure, measured: estimateRatio(test, Math.log(inB! / inA!), sampled), why: null };
  });
}

function testOf(statistic: Statistic, a: BlockedTimes, b: BlockedTimes, paired: boolean): RatioTest {
  if (statistic === 'mean') return meanTest(sumsOf(a), sumsOf(b), paired);
  return quantileTest(a, b, PARTS[statistic], paired);
}

function sumsOf({ blocks }: BlockedTimes): BlockSums {
  return { sums: blocks.map(({ sum }) => sum), counts: blocks.map(({ count }) => count) };
}

function sideValue({ figures, blocks }: SideTimes, statistic: Statistic): number | null {
  if (figures) return figures[statistic];
  return blocks === undefined || blocks.all.count === 0 ? null : statisticOf(blocks.all, statistic);
}

function statisticOf(times: SortedTimes, statistic: Statistic): number {
  return statistic === 'mean' ? times.mean : times.quantile(PARTS[statistic]);
}

function logsOf({ runs }: SideTimes, statistic: Statistic): number[] {
  return runs
    .filter(({ count }) => count >= leastCount(statistic))
    .map((times) => Math.log(statisticOf(times, statistic)));
}

/** What is lacking for a test; null where nothing is. */
function whyNot(
  statistic: Statistic,
  a: SideTimes,
  b: SideTimes,
  inA: number | null,
  inB: number | null,
): string | null {
  if (inA === null || inB === null) return `nothing was measured in ${inA === null ? 'A' : 'B'}`;
  if (inA === 0 || inB === 0) return 'a time of 0 has no ratio';
  if (a.blocks === undefined || b.blocks === undefined) return ROWS_PRUNED;
  const blocks = Math.min(a.blocks.blocks.length, b.blocks.blocks.length);
  const count = Math.min(a.blocks.all.count, b.blocks.all.count);
  const least = leastCount(statistic);
  if (count < least) return `it takes ${least} requests on each side`;
  return blocks < LEAST_BLOCKS ? 'the run is too short to tell noise by' : null;
}

/** So many must be above a percentile for the share above it to be one. */
function leastCount(statistic: Statistic): number {
  const above = statistic === 'mean' ? 0.5 : 1 - PARTS[statistic];
  return Math.round(LEAST_ABOVE / above);
}

const PARTS: Readonly<Record<Exclude<Statistic, 'mean'>, number>> = {
  p50: 0.5,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
};
/** What held the generator up by so long may have lengthened each of a request's times by as much. */
const LATE = 2;
const LEAST_ABOVE = 20;
const LEAST_BLOCKS = 4;
