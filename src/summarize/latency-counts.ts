import { build, type Histogram } from 'hdr-histogram-js';

/**
 * Counts microseconds in the very buckets of an HdrHistogram, which is made of them when percentiles are asked for. The
 * library finds a bucket by logarithm and power, 0.09 µs a value; here it is two shifts, 0.01 µs, and every outcome
 * is counted a dozen times.
 */
export class LatencyCounts {
  readonly #digits: 2 | 3;
  /** The binary logarithm of half the buckets in which values have the same distance. */
  readonly #bits: number;
  #counts: Uint32Array;
  #total = 0;
  #min = Infinity;
  #max = 0;

  /** Exact to so many digits, as small as its values allow. */
  constructor(digits: 2 | 3) {
    this.#digits = digits;
    // HdrHistogram: ceil(log2(2 · 10^digits)) − 1.
    this.#bits = digits === 2 ? 7 : 10;
    this.#counts = new Uint32Array(2 << this.#bits);
  }

  get totalCount(): number {
    return this.#total;
  }

  /** A whole number, 0 or above. */
  recordValue(us: number): void {
    // Each power of two above the first has twice the distance between values.
    const power = us <= MOST_32_BITS ? 31 - Math.clz32(us) : Math.floor(Math.log2(us));
    const doublings = Math.max(0, power - this.#bits);
    const within = us <= MOST_32_BITS ? us >>> doublings : Math.floor(us / 2 ** doublings);
    const index = (doublings << this.#bits) + within;
    if (index >= this.#counts.length) this.#grow(index);
    this.#counts[index]++;
    this.#total++;
    if (us > this.#max) this.#max = us;
    if (us < this.#min) this.#min = us;
  }

  /** Adds the counts of another that is exact to as many digits. */
  add(other: LatencyCounts): void {
    if (other.#counts.length > this.#counts.length) this.#grow(other.#counts.length - 1);
    other.#counts.forEach((count, index) => {
      this.#counts[index] += count;
    });
    this.#total += other.#total;
    this.#max = Math.max(this.#max, other.#max);
    this.#min = Math.min(this.#min, other.#min);
  }

  histogram(): Histogram {
    const histogram = build({
      bitBucketSize: 32,
      autoResize: true,
      lowestDiscernibleValue: 1,
      numberOfSignificantValueDigits: this.#digits,
    });
    this.#counts.forEach((count, index) => {
      if (count > 0) histogram.recordValueWithCount(this.#valueOf(index), count);
    });
    return histogram;
  }

  /** The smallest value that counts there, or, so that they stay exact, the smallest and the largest of all. */
  #valueOf(index: number): number {
    const doublings = Math.max(0, (index >> this.#bits) - 1);
    const value = (index - (doublings << this.#bits)) * 2 ** doublings;
    const next = value + 2 ** doublings;
    if (this.#max < next) return this.#max;
    return Math.max(value, this.#min);
  }

  #grow(index: number): void {
    const whole = 1 << this.#bits;
    const grown = new Uint32Array((Math.floor(index / whole) + 1) * whole);
    grown.set(this.#counts);
    this.#counts = grown;
  }
}

const MOST_32_BITS = 0xffffffff;
