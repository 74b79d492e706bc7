import type { Histogram } from 'hdr-histogram-js';
import { NONE, type OutcomeBatch } from '../model.ts';
import { LatencyCounts } from './latency-counts.ts';
import { sentAfterUs } from './sent-after.ts';
import type { SteadyCondition } from './steady-condition.ts';
import { WAITED } from './waited.ts';

/** A percentile of response time, in µs, over the last stretch of a run and over the one before. */
export interface Settled {
  readonly percentile: number;
  readonly beforeUs: number;
  readonly lastUs: number;
}

/**
 * Tells when the percentiles of a run have stopped moving: p50, p95 and p99 of response time over the last stretch are each
 * within 5% (or 0.1 ms) of those over the stretch before, with 500 requests in both. Looks ten times a stretch.
 */
export class SteadyWatch {
  readonly #sliceUs: number;
  readonly #warmupUs: number;
  /** By number, from the end of the warm-up; the last twenty. */
  readonly #slices = new Map<number, LatencyCounts>();
  #next = 2 * SLICES;

  constructor({ seconds }: SteadyCondition, warmupUs: number) {
    this.#sliceUs = (seconds * 1e6) / SLICES;
    this.#warmupUs = warmupUs;
  }

  add(batch: OutcomeBatch): void {
    const { count, dueAtUs, serviceUs, result } = batch;
    for (let i = 0; i < count; i++) {
      const dueUs = dueAtUs[i] - this.#warmupUs;
      if (dueUs < 0 || !WAITED.has(result[i])) continue;
      const sentUs = sentAfterUs(batch, i);
      if (sentUs === NONE) continue;
      const responseUs = sentUs + serviceUs[i];
      this.#slice(Math.floor((dueUs + responseUs) / this.#sliceUs))?.recordValue(responseUs);
    }
  }

  /** What the percentiles are and were, once they are alike; null until then. Of the time, what is over is judged. */
  check(elapsedUs: number): Settled[] | null {
    while (this.#warmupUs + this.#next * this.#sliceUs + TOLD_AFTER_US <= elapsedUs) {
      const end = this.#next++;
      const settled = this.#compare(end);
      this.#slices.delete(end - 2 * SLICES);
      if (settled) return settled;
    }
    return null;
  }

  #compare(end: number): Settled[] | null {
    const before = this.#sum(end - 2 * SLICES);
    const last = this.#sum(end - SLICES);
    if (Math.min(before.totalCount, last.totalCount) < ENOUGH) return null;
    const all = PERCENTILES.map((percentile) => ({
      percentile,
      beforeUs: before.getValueAtPercentile(percentile),
      lastUs: last.getValueAtPercentile(percentile),
    }));
    return all.every(isAlike) ? all : null;
  }

  #sum(first: number): Histogram {
    const sum = new LatencyCounts(3);
    for (let i = first; i < first + SLICES; i++) {
      const slice = this.#slices.get(i);
      if (slice) sum.add(slice);
    }
    return sum.histogram();
  }

  #slice(number: number): LatencyCounts | undefined {
    // What comes after its time was judged and let go is of no use any more.
    if (number < this.#next - 2 * SLICES) return undefined;
    const known = this.#slices.get(number) ?? new LatencyCounts(3);
    this.#slices.set(number, known);
    return known;
  }
}

function isAlike({ beforeUs, lastUs }: Settled): boolean {
  return Math.abs(lastUs - beforeUs) <= Math.max(beforeUs * ALIKE, ALIKE_US);
}

const SLICES = 10;
const PERCENTILES = [50, 95, 99];
const ALIKE = 0.05;
const ALIKE_US = 100;
/** With fewer, p99 is one of the five slowest. */
const ENOUGH = 500;
/** Time that is over is judged so much later: what happened in it has been told by then. */
const TOLD_AFTER_US = 300_000;
