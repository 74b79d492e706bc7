/** The time of one pass through a log, from its first request on, with long silence shortened. */
export class LogClock {
  readonly #maxGapMs: number;
  #firstMs = 0;
  #lastMs = 0;
  #removedMs = 0;
  #count = 0;

  /** A longer silence is shortened to `maxGapMs`; Infinity: none is. */
  constructor(maxGapMs: number) {
    this.#maxGapMs = maxGapMs;
  }

  /** Takes the time of the next request, which is not before the last one's; returns the time since the first. */
  tick(startedAtMs: number): number {
    if (this.#count++ === 0) this.#firstMs = startedAtMs;
    else this.#removedMs += Math.max(0, startedAtMs - this.#lastMs - this.#maxGapMs);
    this.#lastMs = startedAtMs;
    return this.spanMs;
  }

  get count(): number {
    return this.#count;
  }

  /** From the first request to the last. */
  get spanMs(): number {
    return this.#lastMs - this.#firstMs - this.#removedMs;
  }

  /** At which one pass follows another; a second where the log is one moment and has none. */
  get meanGapMs(): number {
    return this.spanMs > 0 ? this.spanMs / (this.#count - 1) : 1000;
  }
}
