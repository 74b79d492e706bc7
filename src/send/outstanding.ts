import type { Arrival, OutcomeBatch } from '../model.ts';

/**
 * The arrivals that were handed to a sender and have no outcome yet, as the main thread knows it: what is to be seen to
 * should the sender die. Holds on to nothing that has its outcome.
 */
export class Outstanding {
  /** In the order of the plan, without those of which nothing is left. */
  #pages: Page[] = [];
  #handed = 0;
  readonly #step: number;

  /** Of a sender the numbers in the plan are `step` apart: as many as there are senders. */
  constructor(step: number) {
    this.#step = step;
  }

  add(arrivals: readonly Arrival[]): void {
    const { length } = arrivals;
    if (length === 0) return;
    const [first, last] = [arrivals[0].seq, arrivals[length - 1].seq];
    this.#pages.push({ first, last, before: this.#handed, left: length, arrivals: arrivals.slice() });
    this.#handed += length;
  }

  /** Outcomes came. */
  settle({ count, seq }: OutcomeBatch): void {
    let page = this.#pages[0];
    let emptied = false;
    for (let i = 0; i < count; i++) {
      if (seq[i] < page.first || seq[i] > page.last) page = this.#pageOf(seq[i]);
      page.arrivals[(seq[i] - page.first) / this.#step] = undefined;
      if (--page.left === 0) emptied = true;
    }
    if (emptied) this.#pages = this.#pages.filter(({ left }) => left > 0);
  }

  /** What has no outcome: of the first `taken` that were handed over, which the sender had begun with, and of the others. */
  split(taken: number): { readonly begun: Arrival[]; readonly waiting: Arrival[] } {
    const [begun, waiting]: [Arrival[], Arrival[]] = [[], []];
    for (const { before, arrivals } of this.#pages) {
      for (const [i, arrival] of arrivals.entries()) {
        if (arrival) (before + i < taken ? begun : waiting).push(arrival);
      }
    }
    return { begun, waiting };
  }

  #pageOf(seq: number): Page {
    let [low, high] = [0, this.#pages.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pages[middle].first <= seq) low = middle;
      else high = middle - 1;
    }
    return this.#pages[low];
  }
}

interface Page {
  readonly first: number;
  readonly last: number;
  /** How many were handed over before it. */
  readonly before: number;
  left: number;
  /** Without those that have their outcome. */
  readonly arrivals: (Arrival | undefined)[];
}
