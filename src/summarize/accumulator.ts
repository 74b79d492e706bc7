import {
  ANSWERED,
  type DropReason,
  type FailureReason,
  type Interval,
  NONE,
  type OutcomeBatch,
  type OutcomeCount,
  type Percentiles,
  RESULTS,
  type ResultKind,
  resultKind,
  type Summary,
  type Tally,
} from '../model.ts';
import { DriftCounter } from './drift-counter.ts';
import { addCounts, EndpointTally, storedTimes, type Times } from './endpoint-tally.ts';
import { IntervalCounter } from './interval-counter.ts';
import { LatencyCounts } from './latency-counts.ts';
import { percentiles } from './percentiles.ts';
import { SampleCollector } from './sample-collector.ts';
import { sentAfterUs } from './sent-after.ts';
import { WAITED } from './waited.ts';

/**
 * Adds up outcomes, as they come or from the database: the live line, the end of a run and a later report all read
 * from one of these. Memory does not grow with the number of outcomes.
 */
export class Accumulator {
  readonly #times: Times = {
    response: new LatencyCounts(3),
    service: new LatencyCounts(3),
    ttfb: new LatencyCounts(3),
    lag: new LatencyCounts(3),
  };
  readonly #sessionWait = new LatencyCounts(3);
  readonly #endpoints: EndpointTally[] = [];
  readonly #intervals = new IntervalCounter();
  readonly #drift = new DriftCounter();
  readonly #samples = new SampleCollector();
  readonly #warmupUs: number;
  #warmup = 0;
  #bytes = 0;
  #lastSentUs = 0;

  /** What is due before `warmupUs` is in no figure but those of the intervals; it is only counted. */
  constructor(warmupUs = 0) {
    this.#warmupUs = warmupUs;
  }

  add(batch: OutcomeBatch): void {
    for (let i = 0; i < batch.count; i++) {
      this.#intervals.add(batch, i);
      if (batch.dueAtUs[i] < this.#warmupUs) {
        this.#warmup++;
        continue;
      }
      const endpoint = this.#endpoint(batch.endpointId[i]);
      endpoint.count(batch, i);
      this.#drift.add(batch, i);
      this.#samples.add(batch, i);
      if (batch.sessionWaitUs[i] > 0) this.#sessionWait.recordValue(batch.sessionWaitUs[i]);
      if (batch.lagUs[i] === NONE) continue;
      this.#bytes += batch.bytes[i];
      this.#addTimes(batch, i, endpoint);
    }
  }

  #addTimes(batch: OutcomeBatch, i: number, endpoint: EndpointTally): void {
    const { response, service, ttfb, lag } = this.#times;
    const lagUs = batch.lagUs[i];
    lag.recordValue(lagUs);
    endpoint.lag.recordValue(lagUs);
    this.#lastSentUs = Math.max(this.#lastSentUs, batch.dueAtUs[i] + lagUs);
    if (!WAITED.has(batch.result[i])) return;
    const serviceUs = batch.serviceUs[i];
    service.recordValue(serviceUs);
    endpoint.service.recordValue(serviceUs);
    const responseUs = sentAfterUs(batch, i) + serviceUs;
    response.recordValue(responseUs);
    endpoint.response.recordValue(responseUs);
    const ttfbUs = batch.ttfbUs[i];
    if (ttfbUs === NONE) return;
    ttfb.recordValue(ttfbUs);
    endpoint.ttfb.recordValue(ttfbUs);
  }

  #endpoint(id: number): EndpointTally {
    this.#endpoints[id] ??= new EndpointTally();
    return this.#endpoints[id];
  }

  /** Answers by status class, and the counts of the live line. */
  counts(): Books & { statusClasses: Record<string, number> } {
    const counts = this.#counts();
    const statusClasses: Record<string, number> = {};
    for (const [status, count] of statusesOf(counts)) {
      if (status === 0) continue;
      const name = `${Math.floor(status / 100)}xx`;
      statusClasses[name] = (statusClasses[name] ?? 0) + count;
    }
    return { ...booksOf(counts), statusClasses };
  }

  /** How many outcomes were of the warm-up. */
  get warmup(): number {
    return this.#warmup;
  }

  get responseTimeUs(): Percentiles {
    return percentiles(this.#times.response);
  }

  get lagUs(): Percentiles {
    return percentiles(this.#times.lag);
  }

  /** `plannedUs`: how long sending was to last, warm-up and all; it may have lasted longer, which only the outcomes tell. */
  summary(plannedUs = 0): Summary {
    const counts = this.#counts();
    const books = booksOf(counts);
    const { response, service, ttfb, lag } = this.#times;
    return {
      ...books,
      sent: books.answered + books.failed,
      bytes: this.#bytes,
      warmup: this.#warmup,
      statuses: statusesOf(counts),
      failures: byReason<FailureReason>(counts, 'failed'),
      drops: byReason<DropReason>(counts, 'dropped'),
      sendingUs: Math.max(0, Math.max(plannedUs, this.#lastSentUs) - this.#warmupUs),
      responseTimeUs: percentiles(response),
      serviceTimeUs: percentiles(service),
      ttfbUs: percentiles(ttfb),
      lagUs: percentiles(lag),
      sessionWaitUs: percentiles(this.#sessionWait),
      endpoints: this.#endpoints.flatMap((tally, endpointId) => tally.summary(endpointId)),
      drift: this.#drift.result(),
      samples: this.#samples.result(),
    };
  }

  /** Of the whole run, exact to three digits, then of each endpoint, exact to two. */
  tallies(): Tally[] {
    return [
      { endpointId: null, counts: this.#counts(), times: storedTimes(this.#times) },
      ...this.#endpoints.flatMap((tally, endpointId) => tally.stored(endpointId)),
    ];
  }

  /** In the order of time. */
  intervals(): Interval[] {
    return this.#intervals.result();
  }

  #counts(): OutcomeCount[] {
    return addCounts(this.#endpoints.flatMap((tally) => tally.counts()));
  }
}

interface Books {
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  readonly dropped: number;
}

function booksOf(counts: readonly OutcomeCount[]): Books {
  const books = { planned: 0, answered: 0, failed: 0, dropped: 0 };
  for (const { result, count } of counts) {
    books[resultKind(result)] += count;
    books.planned += count;
  }
  return books;
}

/** By status code, ascending. */
function statusesOf(counts: readonly OutcomeCount[]): [status: number, count: number][] {
  return sumsBy(
    counts.filter(({ result }) => result === ANSWERED),
    ({ status }) => status,
  ).sort(([a], [b]) => a - b);
}

/** Most first. */
function byReason<Reason>(
  counts: readonly OutcomeCount[],
  kind: Exclude<ResultKind, 'answered'>,
): [Reason, number][] {
  return sumsBy(
    counts.filter(({ result }) => resultKind(result) === kind),
    ({ result }) => RESULTS[result] as Reason,
  ).sort((a, b) => b[1] - a[1]);
}

function sumsBy<Key>(counts: readonly OutcomeCount[], keyOf: (one: OutcomeCount) => Key): [Key, number][] {
  const sums = new Map<Key, number>();
  for (const one of counts) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.count);
  return [...sums];
}
