import type { TimedRequest } from './timed-requests.ts';

/**
 * Takes the grain out of a log whose stamps are whole seconds: of k requests stamped with the same second, the j-th in
 * the log is moved on by (j + ½) / k of it. Without this a replay would be a burst at each full second and silence
 * after it. A log in which any stamp was finer stays as it is.
 */
export class SecondSpreader {
  #fine = false;
  #open = new Map<number, TimedRequest[]>();
  #latestMs = -Infinity;

  /** The requests of one pass, some of them later than they came in, and not in their order yet. */
  async *spread(pages: AsyncIterable<readonly TimedRequest[]>): AsyncGenerator<readonly TimedRequest[]> {
    for await (const page of pages) {
      const ready: TimedRequest[] = [];
      for (const timed of page) this.#add(timed, ready);
      if (ready.length > 0) yield ready;
    }
    const rest: TimedRequest[] = [];
    this.#close(Infinity, rest);
    this.#latestMs = -Infinity;
    if (rest.length > 0) yield rest;
  }

  #add(timed: TimedRequest, ready: TimedRequest[]): void {
    const { stampedSecondMs: second } = timed;
    if (second === null && !this.#fine) {
      this.#fine = true;
      this.#close(Infinity, ready);
    }
    if (this.#fine || second === null) {
      ready.push(timed);
      return;
    }
    if (second > this.#latestMs) {
      this.#latestMs = second;
      this.#close(second - WINDOW_MS, ready);
    }
    const same = this.#open.get(second);
    if (same) same.push(timed);
    else if (second < this.#latestMs - WINDOW_MS) ready.push(...moved([timed]));
    else this.#open.set(second, [timed]);
    if (same?.length === MAX_A_SECOND) this.#close(second, ready);
  }

  /** Hands on the seconds up to this one. */
  #close(upToMs: number, ready: TimedRequest[]): void {
    for (const second of [...this.#open.keys()].sort((a, b) => a - b)) {
      if (second > upToMs) return;
      const requests = this.#open.get(second)!;
      this.#open.delete(second);
      for (const timed of this.#fine ? requests : moved(requests)) ready.push(timed);
    }
  }
}

function moved(second: readonly TimedRequest[]): TimedRequest[] {
  return second.map((timed, j) => ({
    ...timed,
    startedAtMs: timed.startedAtMs + ((j + 0.5) / second.length) * 1000,
  }));
}

/** Lines of the same second stand this close together in a log, or are moved on by half a second on their own. */
const WINDOW_MS = 2000;
/** More than a log has in a second; one whose stamps are all alike must not be held in memory. */
const MAX_A_SECOND = 100_000;
