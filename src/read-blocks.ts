import type { ComparisonMethod, Run } from './model.ts';
import type { RunResults } from './run-results.ts';
import type { RunReader } from './store/run-reader.ts';
import { IntervalBlocks } from './summarize/interval-blocks.ts';
import { MOST_BLOCKS, planBlocks, type SeqRange } from './summarize/plan-blocks.ts';
import { RowBlocks } from './summarize/row-blocks.ts';
import type { SideBlocks } from './summarize/side-blocks.ts';

/** A run that is to be compared. */
export interface ComparedRun {
  readonly run: Run;
  readonly results: RunResults;
  /** Numbers the endpoints of all runs alike. */
  readonly numberOf: (endpointId: number) => number;
}

export interface ReadBlocks {
  /** Of each run. */
  readonly blocks: readonly SideBlocks[];
  /** Whether all runs asked the same in the same order. */
  readonly paired: boolean;
  readonly from: ComparisonMethod['from'];
}

/** Reads as many outcomes of each run as there is time for, in blocks; where they are pruned, what is kept of them over time. */
export function readBlocks(reader: RunReader, runs: readonly ComparedRun[]): ReadBlocks {
  const spans = runs.map((one) => spanOf(reader, one));
  const stored = spans.filter((span) => span !== null);
  if (stored.length < spans.length) return intervalsOf(runs);
  const lengths = stored.map(({ start, end }) => end - start);
  const plan = planBlocks(lengths, Math.floor(MOST_ROWS / runs.length));
  const blocks = runs.map((one, i) => rowsOf(reader, one, stored[i].start, plan.ranges[i]));
  return {
    blocks,
    paired: plan.inStep && blocks.every((one) => one.likeness(blocks[0]) >= ALIKE),
    from: plan.whole ? 'rows' : 'sample',
  };
}

/** Which outcomes count: those after the warm-up; null where there were some that are pruned. */
function spanOf(reader: RunReader, { run, results: { summary } }: ComparedRun): SeqRange | null {
  const range = reader.seqRange(run.id);
  if (range === null) return summary.planned > 0 ? null : { start: 0, end: 0 };
  return { start: range.first + (summary.warmup ?? 0), end: range.last + 1 };
}

function rowsOf(
  reader: RunReader,
  { run, numberOf }: ComparedRun,
  first: number,
  ranges: readonly SeqRange[],
): RowBlocks {
  const own = ranges.map(({ start, end }) => ({ start: first + start, end: first + end }));
  const blocks = new RowBlocks(own, numberOf, run.warmupUs);
  for (const batch of reader.outcomes(run.id, own)) blocks.add(batch);
  return blocks;
}

/** Blocks of several runs are as many in each. */
function intervalsOf(runs: readonly ComparedRun[]): ReadBlocks {
  const cut = (most: number) =>
    runs.map(({ run, results }) => new IntervalBlocks(results.intervals, run.warmupUs, most));
  const fewest = Math.min(...cut(MOST_BLOCKS).map(({ blocks }) => blocks));
  return { blocks: cut(fewest), paired: false, from: 'intervals' };
}

/** What is read in some four seconds, of all runs together. */
const MOST_ROWS = 2_000_000;
/** Of requests that two runs of one plan have in the same place, so many are of the same endpoint. */
const ALIKE = 0.999;
