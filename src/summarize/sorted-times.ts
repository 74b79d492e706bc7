/** Times in ascending order, each of its own or with how often it was measured, for counting those above a limit. */
export class SortedTimes {
  readonly count: number;
  readonly sum: number;
  readonly #values: ArrayLike<number>;
  /** How many are at `values[i]` or below; absent where each value stands for itself. */
  readonly #upTo: Float64Array | undefined;

  private constructor(values: ArrayLike<number>, upTo: Float64Array | undefined, sum: number) {
    this.#values = values;
    this.#upTo = upTo;
    this.count = upTo === undefined ? values.length : (upTo.at(-1) ?? 0);
    this.sum = sum;
  }

  /** Sorts them in place. */
  static of(values: Uint32Array): SortedTimes {
    values.sort();
    let sum = 0;
    for (const value of values) sum += value;
    return new SortedTimes(values, undefined, sum);
  }

  /** Of values with how often each was measured; the same value may come several times. */
  static ofCounts(counted: readonly (readonly [value: number, count: number])[]): SortedTimes {
    const sorted = counted.toSorted((a, b) => a[0] - b[0]);
    const upTo = new Float64Array(sorted.length);
    let count = 0;
    let sum = 0;
    sorted.forEach(([value, times], i) => {
      count += times;
      sum += value * times;
      upTo[i] = count;
    });
    return new SortedTimes(
      sorted.map(([value]) => value),
      upTo,
      sum,
    );
  }

  /** All that stand in several. */
  static join(parts: readonly SortedTimes[]): SortedTimes {
    if (parts.length === 1) return parts[0];
    if (parts.some((part) => part.#upTo !== undefined))
      return SortedTimes.ofCounts(parts.flatMap((part) => part.#counted()));
    const values = new Uint32Array(parts.reduce((sum, { count }) => sum + count, 0));
    let filled = 0;
    for (const part of parts) {
      values.set(part.#values, filled);
      filled += part.count;
    }
    return SortedTimes.of(values);
  }

  #counted(): [value: number, count: number][] {
    const upTo = this.#upTo;
    return Array.from(this.#values, (value, i) => [
      value,
      upTo === undefined ? 1 : upTo[i] - (i === 0 ? 0 : upTo[i - 1]),
    ]);
  }

  /** How many are above a limit. */
  above(limit: number): number {
    let low = 0;
    let high = this.#values.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#values[middle] > limit) high = middle;
      else low = middle + 1;
    }
    if (this.#upTo === undefined) return this.count - low;
    return low === 0 ? this.count : this.count - this.#upTo[low - 1];
  }

  /** The smallest value that at least the share `p` of them does not exceed; NaN where there are none. */
  quantile(p: number): number {
    const rank = Math.max(1, Math.ceil(p * this.count - 1e-9));
    if (this.#upTo === undefined) return this.#values[rank - 1] ?? Number.NaN;
    return this.#values[this.#upTo.findIndex((count) => count >= rank)] ?? Number.NaN;
  }

  get mean(): number {
    return this.sum / this.count;
  }
}
