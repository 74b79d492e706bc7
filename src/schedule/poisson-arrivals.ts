import { seededUniform } from '../seeded-uniform.ts';
import type { LoadShape } from './load-shape.ts';
import type { Schedule } from './schedule.ts';

/**
 * Arrivals of a Poisson process with the given rate, as from many clients that know nothing of each other: the gaps of
 * the unit-rate process are exponential, and the shape's inverse bends them to the rate. Each gap is a function of seed
 * and number alone, so that every worker and every shard sees the same arrivals in whatever order it asks.
 */
export function poissonArrivals(shape: LoadShape, seed: number): Schedule {
  const sums = new GapSums(seed);
  return {
    dueAtUs: (seq) => Math.round(shape.timeAt(Math.min(sums.upTo(seq), shape.total)) * 1e6),
    count: shape.total === Infinity ? Infinity : sums.countBelow(shape.total),
  };
}

/** Sums of the gaps 0…n. The sum before each block is kept, and the sums within the block that was last asked for. */
class GapSums {
  readonly #seed: number;
  readonly #before: number[] = [0];
  readonly #within = new Float64Array(BLOCK);
  #block = -1;

  constructor(seed: number) {
    this.#seed = seed;
  }

  upTo(n: number): number {
    const block = Math.floor(n / BLOCK);
    this.#load(block);
    return this.#within[n - block * BLOCK];
  }

  /** How many sums are below a limit. */
  countBelow(limit: number): number {
    let block = 0;
    for (this.#load(block); this.#before[block + 1] < limit; this.#load(block)) block++;
    const count = this.#within.findIndex((sum) => sum >= limit);
    return block * BLOCK + (count === -1 ? BLOCK : count);
  }

  #load(block: number): void {
    while (this.#before.length <= block) this.#fill(this.#before.length - 1);
    if (this.#block !== block) this.#fill(block);
  }

  #fill(block: number): void {
    let sum = this.#before[block];
    for (let i = 0; i < BLOCK; i++) {
      sum += -Math.log1p(-seededUniform(this.#seed, block * BLOCK + i));
      this.#within[i] = sum;
    }
    this.#before[block + 1] = sum;
    this.#block = block;
  }
}

const BLOCK = 4096;
