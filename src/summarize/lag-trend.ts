import { NONE, type OutcomeBatch } from '../model.ts';
import { WAITED } from './waited.ts';

/** Lag and service time in the mean, in µs, over a part of a run. */
export interface TimesOfPart {
  readonly lagUs: number;
  readonly serviceUs: number;
}

export interface Trend {
  readonly first: TimesOfPart;
  readonly last: TimesOfPart;
}

/** Adds up lag and service time by when requests were due, in a bounded number of stretches that double as a run grows. */
export class LagTrend {
  readonly #warmupUs: number;
  #stretchUs = 250_000;
  #stretches: Stretch[] = [];

  constructor(warmupUs: number) {
    this.#warmupUs = warmupUs;
  }

  add({ count, dueAtUs, lagUs, serviceUs, result }: OutcomeBatch): void {
    for (let i = 0; i < count; i++) {
      const atUs = dueAtUs[i] - this.#warmupUs;
      if (atUs < 0 || lagUs[i] === NONE || !WAITED.has(result[i])) continue;
      while (atUs >= this.#stretchUs * MOST) this.#double();
      const at = Math.floor(atUs / this.#stretchUs);
      while (this.#stretches.length <= at) this.#stretches.push({ count: 0, lagUs: 0, serviceUs: 0 });
      const stretch = this.#stretches[at];
      stretch.count++;
      stretch.lagUs += lagUs[i];
      stretch.serviceUs += serviceUs[i];
    }
  }

  /** The first third of the run and the last; null where these are too short to tell anything. */
  result(): Trend | null {
    const third = Math.floor(this.#stretches.length / 3);
    if (third * this.#stretchUs < SHORTEST_US) return null;
    const first = total(this.#stretches.slice(0, third));
    const last = total(this.#stretches.slice(-third));
    return Math.min(first.count, last.count) < FEWEST ? null : { first: mean(first), last: mean(last) };
  }

  #double(): void {
    const pairs = Math.ceil(this.#stretches.length / 2);
    this.#stretches = Array.from({ length: pairs }, (_, i) => total(this.#stretches.slice(2 * i, 2 * i + 2)));
    this.#stretchUs *= 2;
  }
}

interface Stretch {
  count: number;
  lagUs: number;
  serviceUs: number;
}

function total(stretches: readonly Stretch[]): Stretch {
  const sum = { count: 0, lagUs: 0, serviceUs: 0 };
  for (const { count, lagUs, serviceUs } of stretches) {
    sum.count += count;
    sum.lagUs += lagUs;
    sum.serviceUs += serviceUs;
  }
  return sum;
}

function mean({ count, lagUs, serviceUs }: Stretch): TimesOfPart {
  return { lagUs: lagUs / count, serviceUs: serviceUs / count };
}

const MOST = 120;
/** A third of a run that is shorter than this is one hiccup or none. */
const SHORTEST_US = 3_000_000;
const FEWEST = 20;
