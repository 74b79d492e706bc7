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
      sum += -Math.log1p(-uniform(this.#seed, block * BLOCK + i));
      this.#within[i] = sum;
    }
    this.#before[block + 1] = sum;
    this.#block = block;
  }
}

const BLOCK = 4096;

/** A number in [0, 1) for each seed and n: two rounds of a 32-bit finalizer (Stafford's mix13 halves, as in splitmix32). */
function uniform(seed: number, n: number): number {
  const high = mix(mix(seed ^ 0x9e3779b9) ^ (n >>> 0) ^ mix(Math.floor(n / 2 ** 32)));
  const low = mix(high ^ 0x85ebca6b ^ n);
  return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53;
}

function mix(value: number): number {
  let x = (value + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}
