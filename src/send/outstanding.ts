import { NONE, type OutcomeBatch } from '../model.ts';
import type { PackedArrivals } from './pack-arrivals.ts';
import type { PackedArrival, PackedRequest } from './packed-arrival.ts';
import { RequestReader } from './request-reader.ts';

/**
 * The arrivals that were handed to a sender and have no outcome yet, as the main thread knows it: what is to be seen to
 * should the sender die. Requests that only pass stay packed: as objects, which live for seconds, each garbage collection would
 * copy them. Of a pack of which little is left for long, no more than that is held on to.
 */
export class Outstanding {
  /** In the order of the plan, without those of which nothing is left. */
  #pages: Page[] = [];
  #handed = 0;

  /** `known`: by the places of the arrivals, the requests that the pack only names, because the sender keeps them. */
  add(packed: PackedArrivals, known: Page['known'] = []): void {
    const { seq } = packed;
    const { length } = seq;
    if (length === 0) return;
    const hasOutcome = new Uint8Array(length);
    const [first, last] = [seq[0], seq[length - 1]];
    this.#pages.push({
      first,
      last,
      before: this.#handed,
      left: length,
      littleFor: 0,
      hasOutcome,
      packed,
      known,
    });
    this.#handed += length;
  }

  /** Outcomes came. */
  settle({ count, seq }: OutcomeBatch): void {
    let page = this.#pages[0];
    for (let i = 0; i < count; i++) {
      if (seq[i] < page.first || seq[i] > page.last) page = this.#pageOf(seq[i]);
      page.hasOutcome[search(page.packed.seq, seq[i])] = 1;
      page.left--;
    }
    this.#pages = this.#pages.filter(({ left }) => left > 0);
    for (const one of this.#pages) {
      if (one.left * LITTLE <= one.hasOutcome.length && one.littleFor++ === PATIENCE) unpack(one);
    }
  }

  /** What has no outcome: of the first `taken` that were handed over, which the sender had begun with, and of the others. */
  split(taken: number): { readonly begun: PackedArrival[]; readonly waiting: PackedArrival[] } {
    const [begun, waiting]: [PackedArrival[], PackedArrival[]] = [[], []];
    for (const page of this.#pages) {
      const { packed, before } = page;
      for (const [place, arrival] of leftOf(page)) {
        const hasBegun = packed.begun ? packed.begun[place] === 1 : before + place < taken;
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

/** Lets go of a pack but for what is left of it. */
function unpack(page: Page): void {
  const known: PackedRequest[] = [];
  for (const [place, { request }] of leftOf(page)) {
    // Copies of what is described there: a part of its text would keep alive all of it.
    known[place] = page.known[place] ?? structuredClone(request);
  }
  page.known = known;
  page.packed = { ...page.packed, descriptions: new Uint32Array(), text: '', bodies: new Uint8Array() };
}

/** What has no outcome, with its place in the pack, as far as a pack can be made of it again. */
function* leftOf({ packed, known, hasOutcome }: Page): Generator<[place: number, PackedArrival]> {
  const { seq, dueAtUs, position, sessions } = packed;
  const reader = new RequestReader(packed);
  const described = new Map<number, PackedRequest>();
  for (let place = 0; place < seq.length; place++) {
    const at = position[place];
    if (reader.nextPosition === at) described.set(at, requestOf(reader, at));
    if (hasOutcome[place] === 1) continue;
    const request = known[place] ?? described.get(at)!;
    const session = sessions?.[place] ?? Number.NaN;
    const own = Number.isNaN(session) ? request : { ...request, session };
    yield [place, { seq: seq[place], dueAtUs: dueAtUs[place], request: own }];
  }
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

/** Little is an eighth. Outcomes come many times a second, and mostly all of a pack at nearly the same time. */
const LITTLE = 8;
const PATIENCE = 50;

interface Page {
  readonly first: number;
  readonly last: number;
  /** How many were handed over before it. */
  readonly before: number;
  left: number;
  /** How often outcomes came while little was left of it. */
  littleFor: number;
  /** By place: 1 for those that have their outcome. */
  readonly hasOutcome: Uint8Array;
  packed: PackedArrivals;
  known: readonly (PackedRequest | undefined)[];
}
