import { ANSWERED, NONE, type OutcomeBatch, type OutcomeSample, type OutcomeSamples } from '../model.ts';
import { sentAfterUs } from './sent-after.ts';
import { WAITED } from './waited.ts';

/**
 * Keeps the outcomes that somebody will want to look at: the slowest, and the first of each 5xx status and each reason
 * to fail or be dropped. The same in whatever order they come; memory is bounded.
 */
export class SampleCollector {
  /** The slowest first. */
  readonly #slowest: Sample[] = [];
  /** By result and status, the first first. */
  readonly #bad = new Map<number, Sample[]>();

  /** Looks at outcome `i`. */
  add(batch: OutcomeBatch, i: number): void {
    const result = batch.result[i];
    const status = batch.status[i];
    if (result !== ANSWERED || status >= 500) this.#addBad(batch, i, result * 1000 + Math.min(status, 999));
    if (!WAITED.has(result)) return;
    const responseUs = sentAfterUs(batch, i) + batch.serviceUs[i];
    const last = this.#slowest[MOST_SLOWEST - 1];
    if (last !== undefined && responseUs < last.responseUs) return;
    insert(this.#slowest, sampleOf(batch, i, responseUs), slowestFirst, MOST_SLOWEST);
  }

  #addBad(batch: OutcomeBatch, i: number, kind: number): void {
    let samples = this.#bad.get(kind);
    if (samples === undefined) {
      if (this.#bad.size === MOST_KINDS) return;
      samples = [];
      this.#bad.set(kind, samples);
    }
    const last = samples[MOST_OF_A_KIND - 1];
    if (last !== undefined && batch.seq[i] > last.seq) return;
    insert(samples, sampleOf(batch, i, 0), bySeq, MOST_OF_A_KIND);
  }

  result(): OutcomeSamples {
    return {
      slowest: this.#slowest.map(withoutResponse),
      bad: [...this.#bad].sort(([a], [b]) => a - b).flatMap(([, samples]) => samples.map(withoutResponse)),
    };
  }
}

interface Sample extends OutcomeSample {
  readonly responseUs: number;
}

function sampleOf(batch: OutcomeBatch, i: number, responseUs: number): Sample {
  const orNull = (us: number) => (us === NONE ? null : us);
  return {
    seq: batch.seq[i],
    dueAtUs: batch.dueAtUs[i],
    requestId: batch.requestId[i],
    endpointId: batch.endpointId[i],
    result: batch.result[i],
    status: batch.status[i],
    recordedStatus: batch.recordedStatus[i],
    ...(batch.sessionWaitUs[i] > 0 && { sessionWaitUs: batch.sessionWaitUs[i] }),
    lagUs: orNull(batch.lagUs[i]),
    ttfbUs: orNull(batch.ttfbUs[i]),
    serviceUs: orNull(batch.serviceUs[i]),
    recordedUs: orNull(batch.recordedUs[i]),
    responseUs,
  };
}

function withoutResponse({ responseUs: _, ...sample }: Sample): OutcomeSample {
  return sample;
}

function slowestFirst(a: Sample, b: Sample): number {
  return b.responseUs - a.responseUs || a.seq - b.seq;
}

function bySeq(a: Sample, b: Sample): number {
  return a.seq - b.seq;
}

/** Keeps the first `most` of a short list in order. */
function insert(samples: Sample[], sample: Sample, order: (a: Sample, b: Sample) => number, most: number) {
  samples.push(sample);
  samples.sort(order);
  if (samples.length > most) samples.pop();
}

const MOST_SLOWEST = 20;
const MOST_OF_A_KIND = 5;
/** Any status of three digits may come back, and the first that come are enough to look at. */
const MOST_KINDS = 30;
