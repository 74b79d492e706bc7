import {
  ANSWERED,
  type EndpointSummary,
  MEASURES,
  type OutcomeBatch,
  type OutcomeCount,
  RESULTS,
  type Tally,
} from '../model.ts';
import { toStoredTimes } from './histogram-bytes.ts';
import { LatencyCounts } from './latency-counts.ts';
import { percentiles } from './percentiles.ts';

/** Counts what comes of the requests of one endpoint: each way to end, by status and comparison, and the four times. */
export class EndpointTally {
  readonly #counts = new Map<number, number>();
  readonly response = new LatencyCounts(2);
  readonly service = new LatencyCounts(2);
  readonly ttfb = new LatencyCounts(2);
  readonly lag = new LatencyCounts(2);

  count({ result, status, comparison }: OutcomeBatch, i: number): void {
    const key = keyOf(result[i], status[i], comparison[i]);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** In an order that does not depend on when they came. */
  counts(): OutcomeCount[] {
    return [...this.#counts]
      .sort(([a], [b]) => a - b)
      .map(([key, count]) => {
        const status = Math.floor(key / COMPARISONS) % STATUSES;
        return {
          result: Math.floor(key / COMPARISONS / STATUSES),
          status,
          comparison: key % COMPARISONS,
          count,
        };
      });
  }

  summary(endpointId: number): EndpointSummary {
    const books = { planned: 0, answered: 0, bad: 0 };
    for (const { result, status, count } of this.counts()) {
      books.planned += count;
      if (result === ANSWERED) books.answered += count;
      if ((result !== ANSWERED && result !== LEFT_OUT) || status >= 500) books.bad += count;
    }
    return { endpointId, ...books, responseTimeUs: percentiles(this.response) };
  }

  stored(endpointId: number): Tally {
    return { endpointId, counts: this.counts(), times: storedTimes(this) };
  }
}

/** Histograms of the four times. */
export interface Times {
  readonly response: LatencyCounts;
  readonly service: LatencyCounts;
  readonly ttfb: LatencyCounts;
  readonly lag: LatencyCounts;
}

export function storedTimes(times: Times): Tally['times'] {
  return Object.fromEntries(
    MEASURES.filter((measure) => times[measure].totalCount > 0).map((measure) => [
      measure,
      toStoredTimes(times[measure]),
    ]),
  );
}

/** Counts of several endpoints or runs as one. */
export function addCounts(counts: readonly OutcomeCount[]): OutcomeCount[] {
  const sums = new Map<number, OutcomeCount>();
  for (const one of counts) {
    const key = keyOf(one.result, one.status, one.comparison);
    sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()].sort(
    (a, b) => a.result - b.result || a.status - b.status || a.comparison - b.comparison,
  );
}

function keyOf(result: number, status: number, comparison: number): number {
  return (result * STATUSES + Math.min(status, MAX_STATUS)) * COMPARISONS + comparison;
}

/** Nothing beyond is a status code. */
const MAX_STATUS = 999;
const STATUSES = MAX_STATUS + 1;
/** As a client of the user wants it. */
const LEFT_OUT = RESULTS.indexOf('left-out');
/** More than there are comparisons. */
const COMPARISONS = 256;
