import { NONE, type OutcomeBatch } from '../model.ts';
import type { PackedArrivals } from './pack-arrivals.ts';
import type { PackedArrival, PackedRequest } from './packed-arrival.ts';
import { RequestReader } from './request-reader.ts';

/**
 * The arrivals that were handed to a sender and have no outcome yet, as the main thread knows it: what is to be seen to
 * should the sender die. Of requests that only pass it holds on to no more than the pack: they were garbage at once otherwise,
 * and so lived for seconds.
 */
export class Outstanding {
  /** In the order of the plan, without those of which nothing is left. */
  #pages: Page[] = [];
  #handed = 0;
  readonly #step: number;

  /** Of a sender the numbers in the plan are `step` apart: as many as there are senders. (With sessions, they are any.) */
  constructor(step: number) {
    this.#step = step;
  }

  /** `known`: by the places of the arrivals, the requests that the pack only names, because the sender keeps them. */
  add(packed: PackedArrivals, known: Page['known'] = []): void {
    const { seq } = packed;
    const { length } = seq;
    if (length === 0) return;
    const hasOutcome = new Uint8Array(length);
    const [first, last] = [seq[0], seq[length - 1]];
    this.#pages.push({ first, last, before: this.#handed, left: length, hasOutcome, packed, known });
    this.#handed += length;
  }

  /** Outcomes came. */
  settle({ count, seq }: OutcomeBatch): void {
    let page = this.#pages[0];
    let emptied = false;
    for (let i = 0; i < count; i++) {
      if (seq[i] < page.first || seq[i] > page.last) page = this.#pageOf(seq[i]);
      const { packed, first } = page;
      const place = packed.sessions ? search(packed.seq, seq[i]) : (seq[i] - first) / this.#step;
      page.hasOutcome[place] = 1;
      if (--page.left === 0) emptied = true;
    }
    if (emptied) this.#pages = this.#pages.filter(({ left }) => left > 0);
  }

  /** What has no outcome: of the first `taken` that were handed over, which the sender had begun with, and of the others. */
  split(taken: number): { readonly begun: PackedArrival[]; readonly waiting: PackedArrival[] } {
    const [begun, waiting]: [PackedArrival[], PackedArrival[]] = [[], []];
    for (const page of this.#pages) {
      const { before, hasOutcome, packed } = page;
      for (const [i, arrival] of arrivalsOf(page).entries()) {
        if (hasOutcome[i] === 1) continue;
        const hasBegun = packed.begun ? packed.begun[i] === 1 : before + i < taken;
        (hasBegun ? begun : waiting).push(arrival);
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

/** What a pack was made of, as far as a pack can be made of it again. */
function arrivalsOf({ packed, known }: Page): PackedArrival[] {
  const { seq, dueAtUs, position, sessions } = packed;
  const reader = new RequestReader(packed);
  const described = new Map<number, PackedRequest>();
  return Array.from(seq, (number, i) => {
    const at = position[i];
    if (reader.nextPosition === at) described.set(at, requestOf(reader, at));
    const request = known[i] ?? described.get(at)!;
    const session = sessions?.[i] ?? Number.NaN;
    const own = Number.isNaN(session) ? request : { ...request, session };
    return { seq: number, dueAtUs: dueAtUs[i], request: own };
  });
}

function requestOf(reader: RequestReader, position: number): PackedRequest {
  const { method, path, headers, body, requestId, endpointId, recordedStatus, recordedUs, causes } =
    reader.next();
  return {
    position,
    method,
    path,
    headers,
    ...(body !== null && { body }),
    marked: reader.marked,
    recorded: {
      ...(recordedStatus !== 0 && { status: recordedStatus }),
      ...(recordedUs !== NONE && { durationMs: recordedUs / 1000 }),
    },
    causes,
    endpoint: { id: endpointId },
    requestId,
  };
}

interface Page {
  readonly first: number;
  readonly last: number;
  /** How many were handed over before it. */
  readonly before: number;
  left: number;
  /** By place: 1 for those that have their outcome. */
  readonly hasOutcome: Uint8Array;
  readonly packed: PackedArrivals;
  readonly known: readonly (PackedRequest | undefined)[];
}
