/** Counts distinct values, up to a number of them: what comes new after that is not counted any more. */
export class BoundedCounter<T> {
  readonly #counts = new Map<T, number>();

  get size(): number {
    return this.#counts.size;
  }

  add(value: T): void {
    const count = this.#counts.get(value);
    if (count !== undefined) this.#counts.set(value, count + 1);
    else if (this.#counts.size < MAX_DISTINCT) this.#counts.set(detached(value), 1);
  }

  top(count: number): [T, number][] {
    return [...this.#counts].sort((a, b) => b[1] - a[1]).slice(0, count);
  }
}

const MAX_DISTINCT = 10_000;

/** A copy of text: a part of a log line keeps alive the whole stretch of the log that it was cut from. */
function detached<T>(value: T): T {
  return typeof value === 'string' ? structuredClone(value) : value;
}
