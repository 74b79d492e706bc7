import type { Histogram } from 'hdr-histogram-js';
import {
  ANSWERED,
  type DropReason,
  type EndpointSummary,
  type FailureReason,
  NONE,
  type OutcomeBatch,
  type Percentiles,
  RESULTS,
  resultKind,
  type Summary,
} from '../model.ts';
import { DriftCounter } from './drift-counter.ts';
import { latencies, percentiles } from './latencies.ts';
import { WAITED } from './waited.ts';

/**
 * Adds up outcomes, as they come or from the database: the live line, the end of a run and a later report all read
 * from one of these. Memory does not grow with the number of outcomes.
 */
export class Accumulator {
  readonly #results = new Array<number>(RESULTS.length).fill(0);
  readonly #statuses = new Array<number>(MAX_STATUS + 1).fill(0);
  readonly #response = latencies(3);
  readonly #service = latencies(3);
  readonly #ttfb = latencies(3);
  readonly #lag = latencies(3);
  readonly #endpoints: EndpointCounts[] = [];
  readonly #drift = new DriftCounter();
  readonly #warmupUs: number;
  #warmup = 0;
  #bytes = 0;
  #lastSentUs = 0;

  /** What is due before `warmupUs` is in no figure; it is only counted. */
  constructor(warmupUs = 0) {
    this.#warmupUs = warmupUs;
  }

  add(batch: OutcomeBatch): void {
    for (let i = 0; i < batch.count; i++) {
      if (batch.dueAtUs[i] < this.#warmupUs) {
        this.#warmup++;
        continue;
      }
      const result = batch.result[i];
      const status = batch.status[i];
      const endpoint = this.#endpoint(batch.endpointId[i]);
      this.#drift.add(batch, i);
      this.#results[result]++;
      endpoint.planned++;
      if (result === ANSWERED) {
        endpoint.answered++;
        this.#statuses[Math.min(status, MAX_STATUS)]++;
        if (status >= 500) endpoint.bad++;
      } else {
        endpoint.bad++;
      }
      if (batch.lagUs[i] === NONE) continue;
      this.#bytes += batch.bytes[i];
      this.#addTimes(batch, i, result, endpoint);
    }
  }

  #addTimes(batch: OutcomeBatch, i: number, result: number, endpoint: EndpointCounts): void {
    const lag = batch.lagUs[i];
    this.#lag.recordValue(lag);
    this.#lastSentUs = Math.max(this.#lastSentUs, batch.dueAtUs[i] + lag);
    if (!WAITED.has(result)) return;
    const service = batch.serviceUs[i];
    this.#service.recordValue(service);
    this.#response.recordValue(lag + service);
    endpoint.response.recordValue(lag + service);
    if (batch.ttfbUs[i] !== NONE) this.#ttfb.recordValue(batch.ttfbUs[i]);
  }

  #endpoint(id: number): EndpointCounts {
    const known = this.#endpoints[id];
    if (known) return known;
    const added = { planned: 0, answered: 0, bad: 0, response: latencies(2) };
    this.#endpoints[id] = added;
    return added;
  }

  /** Answers by status class, and the counts of the live line. */
  counts(): {
    planned: number;
    answered: number;
    failed: number;
    dropped: number;
    statusClasses: Record<string, number>;
  } {
    const statusClasses: Record<string, number> = {};
    this.#statuses.forEach((count, status) => {
      const name = `${Math.floor(status / 100)}xx`;
      if (count > 0) statusClasses[name] = (statusClasses[name] ?? 0) + count;
    });
    return { ...this.#books(), statusClasses };
  }

  /** How many outcomes were of the warm-up. */
  get warmup(): number {
    return this.#warmup;
  }

  get responseTimeUs(): Percentiles {
    return percentiles(this.#response);
  }

  get lagUs(): Percentiles {
    return percentiles(this.#lag);
  }

  /** `plannedUs`: how long sending was to last, warm-up and all; it may have lasted longer, which only the outcomes tell. */
  summary(plannedUs = 0): Summary {
    const { planned, answered, failed, dropped } = this.#books();
    return {
      planned,
      answered,
      failed,
      dropped,
      sent: answered + failed,
      bytes: this.#bytes,
      warmup: this.#warmup,
      statuses: [...this.#statuses.entries()].filter(([, count]) => count > 0),
      failures: this.#byReason<FailureReason>('failed'),
      drops: this.#byReason<DropReason>('dropped'),
      sendingUs: Math.max(0, Math.max(plannedUs, this.#lastSentUs) - this.#warmupUs),
      responseTimeUs: percentiles(this.#response),
      serviceTimeUs: percentiles(this.#service),
      ttfbUs: percentiles(this.#ttfb),
      lagUs: percentiles(this.#lag),
      endpoints: this.#endpoints.flatMap(summarizeEndpoint),
      drift: this.#drift.result(),
    };
  }

  #books(): { planned: number; answered: number; failed: number; dropped: number } {
    const books = { planned: 0, answered: 0, failed: 0, dropped: 0 };
    this.#results.forEach((count, result) => {
      books[resultKind(result)] += count;
      books.planned += count;
    });
    return books;
  }

  #byReason<Reason>(kind: 'failed' | 'dropped'): [Reason, number][] {
    return this.#results
      .map((count, result): [Reason, number] => [RESULTS[result] as Reason, count])
      .filter(([, count], result) => count > 0 && resultKind(result) === kind)
      .sort((a, b) => b[1] - a[1]);
  }
}

interface EndpointCounts {
  planned: number;
  answered: number;
  bad: number;
  readonly response: Histogram;
}

function summarizeEndpoint(counts: EndpointCounts, endpointId: number): EndpointSummary[] {
  const { response, ...rest } = counts;
  return [{ endpointId, ...rest, responseTimeUs: percentiles(response) }];
}

/** The largest status code with a count of its own; nothing beyond is a status code. */
const MAX_STATUS = 999;
