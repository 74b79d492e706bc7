import type {
  ChangeThresholds,
  ComparedScope,
  ComparisonMethod,
  OutcomeBatch,
  Tally,
} from '../../src/model.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { compareSides } from '../../src/summarize/compare-sides.ts';
import { EndpointTally } from '../../src/summarize/endpoint-tally.ts';
import { toStoredTimes } from '../../src/summarize/histogram-bytes.ts';
import { LatencyCounts } from '../../src/summarize/latency-counts.ts';
import { planBlocks } from '../../src/summarize/plan-blocks.ts';
import { RowBlocks } from '../../src/summarize/row-blocks.ts';
import { SideFigures } from '../../src/summarize/side-figures.ts';

export const THRESHOLDS: ChangeThresholds = { effect: 0.05, timeUs: 1000, share: 0.001 };

/** Compares runs as `compare` does, without a database between. */
export function compareSimulated(
  a: readonly OutcomeBatch[],
  b: readonly OutcomeBatch[],
  {
    endpoints,
    thresholds = THRESHOLDS,
    paired = true,
    mostRows = Infinity,
  }: { endpoints: number; thresholds?: ChangeThresholds; paired?: boolean; mostRows?: number },
): { overall: ComparedScope; endpoints: ComparedScope[]; method: Omit<ComparisonMethod, 'from'> } {
  const { ranges, whole } = planBlocks(
    [...a, ...b].map(({ count }) => count),
    mostRows,
  );
  const from = whole ? 'rows' : 'sample';
  const side = (batches: readonly OutcomeBatch[], first: number) =>
    new SideFigures(
      batches.map((batch, i) => toRun(batch, ranges[first + i], whole)),
      from,
    );
  return compareSides(
    side(a, 0),
    side(b, a.length),
    Array.from({ length: endpoints }, (_, id) => ({ method: 'GET', path: `/${id}` })),
    { paired, thresholds, refused: null, closed: false },
  );
}

function toRun(batch: OutcomeBatch, ranges: readonly { start: number; end: number }[], whole: boolean) {
  const blocks = new RowBlocks(ranges, (id) => id, 0);
  for (const { start, end } of ranges) blocks.add(slice(batch, start, end));
  return {
    tallies: new Map((whole ? countsOf(batch) : talliesOf(batch)).map((tally) => [tally.endpointId, tally])),
    blocks,
    sent: batch.count,
    sendingUs: batch.dueAtUs[batch.count - 1],
  };
}

function talliesOf(batch: OutcomeBatch): Tally[] {
  const accumulator = new Accumulator();
  accumulator.add(batch);
  return accumulator.tallies();
}

/** What is asked of tallies where all outcomes are in the blocks: no histograms, which take longest, but that of lag. */
function countsOf(batch: OutcomeBatch): Tally[] {
  const all = new EndpointTally();
  const endpoints: EndpointTally[] = [];
  const lag = new LatencyCounts(3);
  for (let i = 0; i < batch.count; i++) {
    all.count(batch, i);
    endpoints[batch.endpointId[i]] ??= new EndpointTally();
    endpoints[batch.endpointId[i]].count(batch, i);
    lag.recordValue(batch.lagUs[i]);
  }
  return [
    { endpointId: null, counts: all.counts(), times: { lag: toStoredTimes(lag) } },
    ...endpoints.flatMap((tally, endpointId) => ({ endpointId, counts: tally.counts(), times: {} })),
  ];
}

/** Simulated runs have outcome n at place n. */
function slice(batch: OutcomeBatch, start: number, end: number): OutcomeBatch {
  const columns = Object.entries(batch).map(([name, column]) => [
    name,
    typeof column === 'number' ? column : column.subarray(start, end),
  ]);
  return { ...Object.fromEntries(columns), count: end - start };
}
