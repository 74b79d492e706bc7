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

  /** `begun` says with which of them the sender has begun, whose numbers are any; absent: it begins with them in their order. */
  add(arrivals: readonly Arrival[], begun?: Uint8Array): void {
    const { length } = arrivals;
    if (length === 0) return;
    const [first, last] = [arrivals[0].seq, arrivals[length - 1].seq];
    const page = { first, last, before: this.#handed, left: length, arrivals: arrivals.slice() };
    const seq = begun && Float64Array.from(arrivals, (arrival) => arrival.seq);
    this.#pages.push(begun ? { ...page, begun, seq } : page);
    this.#handed += length;
  }

  /** Outcomes came. */
  settle({ count, seq }: OutcomeBatch): void {
    let page = this.#pages[0];
    let emptied = false;
    for (let i = 0; i < count; i++) {
      if (seq[i] < page.first || seq[i] > page.last) page = this.#pageOf(seq[i]);
      const place = page.seq ? search(page.seq, seq[i]) : (seq[i] - page.first) / this.#step;
      page.arrivals[place] = undefined;
      if (--page.left === 0) emptied = true;
    }
    if (emptied) this.#pages = this.#pages.filter(({ left }) => left > 0);
  }

  /** What has no outcome: of the first `taken` that were handed over, which the sender had begun with, and of the others. */
  split(taken: number): { readonly begun: Arrival[]; readonly waiting: Arrival[] } {
    const [begun, waiting]: [Arrival[], Arrival[]] = [[], []];
    for (const { before, arrivals, begun: flags } of this.#pages) {
      for (const [i, arrival] of arrivals.entries()) {
        const hasBegun = flags ? flags[i] === 1 : before + i < taken;
        if (arrival) (hasBegun ? begun : waiting).push(arrival);
      }
    }
    return { begun, waiting };
  }

  #pageOf(seq: number): Page {
    return this.#pages[lastUpTo(this.#pages.length, (i) => this.#pages[i].first <= seq)];
  }
}

/** Where a number stands in a column that ascends. */
function search(column: Float64Array, value: number): number {
  return lastUpTo(column.length, (i) => column[i] <= value);
}

/** The last place of so many at which it still holds; 0 where it holds nowhere. */
function lastUpTo(count: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface Page {
  readonly first: number;
  readonly last: number;
  /** How many were handed over before it. */
  readonly before: number;
  left: number;
  /** Without those that have their outcome. */
  readonly arrivals: (Arrival | undefined)[];
  /** Where clients are kept apart: with which of them the sender has begun, and their numbers. */
  readonly begun?: Uint8Array;
  readonly seq?: Float64Array;
}
