/** How many requests started when, in equal stretches of time without gaps. */
export interface Timeline {
  readonly startMs: number;
  readonly stretchMs: number;
  readonly counts: readonly number[];
}

/** The second in which most requests started. */
export interface PeakSecond {
  readonly atMs: number;
  readonly count: number;
}

/**
 * Counts requests over time in bounded memory: stretches of a second at first, which double as the log goes on. The
 * order does not matter to the timeline; the peak is exact where a log is in order within two hours or so.
 */
export class RequestTimeline {
  #stretchMs = 1000;
  #counts = new Map<number, number>();
  #first = Infinity;
  #last = -Infinity;
  /** The latest seconds. */
  #seconds = new Map<number, number>();
  #peak: PeakSecond | null = null;

  add(ms: number): void {
    this.#addToStretch(ms);
    const second = Math.floor(ms / 1000);
    const count = (this.#seconds.get(second) ?? 0) + 1;
    this.#seconds.set(second, count);
    if (this.#peak === null || count > this.#peak.count) this.#peak = { atMs: second * 1000, count };
    if (this.#seconds.size > MAX_SECONDS) this.#forgetEarliest();
  }

  get peakSecond(): PeakSecond | null {
    return this.#peak;
  }

  /** null: no request had a time. */
  get timeline(): Timeline | null {
    if (this.#counts.size === 0) return null;
    const counts = Array.from(
      { length: this.#last - this.#first + 1 },
      (_, i) => this.#counts.get(this.#first + i) ?? 0,
    );
    return { startMs: this.#first * this.#stretchMs, stretchMs: this.#stretchMs, counts };
  }

  #addToStretch(ms: number): void {
    const index = Math.floor(ms / this.#stretchMs);
    this.#counts.set(index, (this.#counts.get(index) ?? 0) + 1);
    this.#first = Math.min(this.#first, index);
    this.#last = Math.max(this.#last, index);
    while (this.#last - this.#first >= MAX_STRETCHES) this.#double();
  }

  #double(): void {
    this.#stretchMs *= 2;
    const halves = this.#counts;
    this.#counts = new Map();
    for (const [index, count] of halves) {
      const whole = Math.floor(index / 2);
      this.#counts.set(whole, (this.#counts.get(whole) ?? 0) + count);
    }
    this.#first = Math.floor(this.#first / 2);
    this.#last = Math.floor(this.#last / 2);
  }

  #forgetEarliest(): void {
    const latest = [...this.#seconds].sort(([a], [b]) => b - a).slice(0, MAX_SECONDS / 2);
    this.#seconds = new Map(latest);
  }
}

const MAX_STRETCHES = 1024;
const MAX_SECONDS = 16_384;
