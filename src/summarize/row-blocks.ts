import { NONE, type OutcomeBatch } from '../model.ts';
import { type BlockedTimes, blockTimes } from './blocked-times.ts';
import type { BlockSums } from './mean-test.ts';
import type { SeqRange } from './plan-blocks.ts';
import { sentAfterUs } from './sent-after.ts';
import { type ShareName, shareNames } from './share-names.ts';
import type { BlockedShares, ComparedMeasure, SideBlocks } from './side-blocks.ts';
import { WAITED } from './waited.ts';

/**
 * Outcomes of one run in blocks that follow one another, in columns. What is due in the warm-up is left out. `endpointOf`
 * numbers the endpoints of several runs alike.
 */
export class RowBlocks implements SideBlocks {
  readonly blocks: number;
  readonly ofRows = true;
  readonly #ranges: readonly SeqRange[];
  /** The place at which each block begins, and after them where the last one ends. */
  readonly #starts: readonly number[];
  readonly #endpointOf: (endpointId: number) => number;
  readonly #warmupUs: number;
  /** By place in the ranges; `ABSENT` where there is no such outcome. */
  readonly #endpoints: Uint16Array;
  readonly #times: Readonly<Record<ComparedMeasure, Uint32Array>>;
  readonly #kinds: Uint32Array;
  readonly #firstSentUs: Float64Array;
  readonly #lastSentUs: Float64Array;
  readonly #sent: number[];
  #placesByEndpoint: ReadonlyMap<number, Uint32Array> | undefined;
  #count = 0;

  constructor(ranges: readonly SeqRange[], endpointOf: (endpointId: number) => number, warmupUs: number) {
    this.blocks = ranges.length;
    this.#ranges = ranges;
    this.#endpointOf = endpointOf;
    this.#warmupUs = warmupUs;
    const starts = [0];
    for (const { start, end } of ranges) starts.push(starts.at(-1)! + end - start);
    this.#starts = starts;
    const places = starts.at(-1)!;
    this.#endpoints = new Uint16Array(places).fill(ABSENT);
    this.#times = {
      response: new Uint32Array(places).fill(NONE),
      service: new Uint32Array(places).fill(NONE),
    };
    this.#kinds = new Uint32Array(places);
    this.#firstSentUs = new Float64Array(this.blocks).fill(Infinity);
    this.#lastSentUs = new Float64Array(this.blocks).fill(-Infinity);
    this.#sent = new Array<number>(this.blocks).fill(0);
  }

  /** How many outcomes there are in the blocks. */
  get count(): number {
    return this.#count;
  }

  /** Takes outcomes of one of the ranges, in the order of the plan. */
  add(batch: OutcomeBatch): void {
    if (batch.count === 0) return;
    const block = this.#ranges.findIndex(({ end }) => batch.seq[0] < end);
    const offset = this.#starts[block] - this.#ranges[block].start;
    for (let i = 0; i < batch.count; i++) {
      if (batch.dueAtUs[i] < this.#warmupUs) continue;
      const place = offset + batch.seq[i];
      const result = batch.result[i];
      this.#count++;
      this.#endpoints[place] = this.#endpointOf(batch.endpointId[i]);
      this.#kinds[place] = (result << RESULT_BITS) | (batch.status[i] << STATUS_BITS) | batch.comparison[i];
      const sentUs = sentAfterUs(batch, i);
      if (sentUs === NONE) continue;
      this.#noteSent(block, batch.dueAtUs[i] + sentUs);
      if (!WAITED.has(result)) continue;
      this.#times.service[place] = batch.serviceUs[i];
      this.#times.response[place] = Math.min(NONE - 1, sentUs + batch.serviceUs[i]);
    }
  }

  #noteSent(block: number, sentUs: number): void {
    this.#sent[block]++;
    this.#firstSentUs[block] = Math.min(this.#firstSentUs[block], sentUs);
    this.#lastSentUs[block] = Math.max(this.#lastSentUs[block], sentUs);
  }

  /** Of how many outcomes that both have, another run with the same ranges asked the same endpoint. */
  likeness(other: RowBlocks): number {
    let both = 0;
    let alike = 0;
    this.#endpoints.forEach((endpoint, place) => {
      const theirs = other.#endpoints[place];
      if (endpoint === ABSENT || theirs === undefined || theirs === ABSENT) return;
      both++;
      if (endpoint === theirs) alike++;
    });
    return both === 0 ? 0 : alike / both;
  }

  times(endpoint: number | null, measure: ComparedMeasure): BlockedTimes {
    const column = this.#times[measure];
    const places = this.#placesOf(endpoint);
    const values = new Uint32Array(places.length);
    const ends: number[] = [];
    let count = 0;
    for (const place of places) {
      while (place >= this.#starts[ends.length + 1]) ends.push(count);
      if (column[place] !== NONE) values[count++] = column[place];
    }
    while (ends.length < this.blocks) ends.push(count);
    return blockTimes(values.subarray(0, count), ends);
  }

  shares(endpoint: number | null): BlockedShares {
    const byKind = new Map<number, number[]>();
    let block = 0;
    for (const place of this.#placesOf(endpoint)) {
      while (place >= this.#starts[block + 1]) block++;
      const kind = this.#kinds[place];
      let counts = byKind.get(kind);
      if (counts === undefined) {
        counts = new Array<number>(this.blocks).fill(0);
        byKind.set(kind, counts);
      }
      counts[block]++;
    }
    return sumByName(byKind, this.blocks);
  }

  gaps(): BlockSums {
    const span = (block: number) => this.#lastSentUs[block] - this.#firstSentUs[block];
    return {
      sums: this.#sent.map((sent, block) => (sent > 1 ? span(block) : 0)),
      counts: this.#sent.map((sent) => Math.max(0, sent - 1)),
    };
  }

  /** In the order of the plan. */
  #placesOf(endpoint: number | null): Uint32Array {
    this.#placesByEndpoint ??= groupPlaces(this.#endpoints);
    return this.#placesByEndpoint.get(endpoint ?? ALL) ?? new Uint32Array();
  }
}

/** The places of each endpoint, and of all of them. */
function groupPlaces(endpoints: Uint16Array): Map<number, Uint32Array> {
  const sizes = new Map<number, number>([[ALL, 0]]);
  const grow = (key: number) => sizes.set(key, (sizes.get(key) ?? 0) + 1);
  for (const endpoint of endpoints) {
    if (endpoint === ABSENT) continue;
    grow(endpoint);
    grow(ALL);
  }
  const groups = new Map(
    [...sizes].map(([key, size]) => [key, { places: new Uint32Array(size), filled: 0 }]),
  );
  const all = groups.get(ALL)!;
  endpoints.forEach((endpoint, place) => {
    if (endpoint === ABSENT) return;
    const group = groups.get(endpoint)!;
    group.places[group.filled++] = place;
    all.places[all.filled++] = place;
  });
  return new Map([...groups].map(([key, { places }]) => [key, places]));
}

function sumByName(byKind: ReadonlyMap<number, readonly number[]>, blocks: number): BlockedShares {
  const sums = new Map<ShareName, number[]>();
  for (const [kind, counts] of byKind) {
    const result = kind >>> RESULT_BITS;
    const status = (kind >>> STATUS_BITS) & 0xffff;
    for (const name of shareNames({ result, status, comparison: kind & 0xff })) {
      const sum = sums.get(name) ?? new Array<number>(blocks).fill(0);
      sums.set(
        name,
        sum.map((count, block) => count + counts[block]),
      );
    }
  }
  return sums;
}

/** The key of all endpoints together, and the endpoint of what is not there. */
const ALL = -1;
const ABSENT = 0xffff;
/** Result, status and comparison of an outcome in one number. */
const RESULT_BITS = 24;
const STATUS_BITS = 8;
