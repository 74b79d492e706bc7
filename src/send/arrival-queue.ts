import type { PackedArrivals } from './pack-arrivals.ts';
import { RequestReader } from './request-reader.ts';
import { type Captured, type FillingOptions, RequestTemplates } from './request-templates.ts';
import type { SendableRequest } from './sendable-request.ts';

/** The arrivals a sender still has to send, in the order of the plan, and the requests that it keeps for them. */
export class ArrivalQueue {
  #pages: Page[] = [];
  #kept: SendableRequest[] = [];
  readonly #takenOfAll: Float64Array;
  readonly #http2: boolean;
  readonly #templates: RequestTemplates;

  /** `takenOfAll` counts, in its first place, how many were taken: another thread may read it. */
  constructor(takenOfAll: Float64Array = new Float64Array(1), http2 = false, filling?: FillingOptions) {
    this.#takenOfAll = takenOfAll;
    this.#http2 = http2;
    this.#templates = new RequestTemplates(filling);
  }

  push(packed: PackedArrivals): void {
    const { length } = packed.seq;
    if (length === 0) return;
    const reader = new RequestReader(packed, this.#http2);
    this.#pages.push({ packed, reader, passing: new Map(), next: 0, end: length });
  }

  get empty(): boolean {
    return this.#pages.length === 0;
  }

  /** When the next arrival is due, from the start of the run; Infinity when there is none. */
  get nextDueAtUs(): number {
    if (this.#pages.length === 0) return Infinity;
    const { packed, next } = this.#pages[0];
    return packed.dueAtUs[next];
  }

  get nextSeq(): number {
    const { packed, next } = this.#pages[0];
    return packed.seq[next];
  }

  /** Takes the next arrival, whose `nextSeq` and `nextDueAtUs` were read before. The queue must not be empty. */
  take(): SendableRequest {
    const { packed, next } = this.#pages[0];
    if (packed.begun) packed.begun[next] = 1;
    return this.#next();
  }

  #next(): SendableRequest {
    const page = this.#pages[0];
    if (page.next === 0 && page.packed.forget) this.#kept = [];
    const request = this.#requestOf(page);
    this.#takenOfAll[0]++;
    if (++page.next === page.end) this.#pages.shift();
    return request;
  }

  /** The request of the next arrival of a page: described there for this one, or known. */
  #requestOf({ packed, reader, passing, next }: Page): SendableRequest {
    const position = packed.position[next];
    if (reader.nextPosition !== position) return this.#kept[position] ?? passing.get(position)!;
    const request = this.#templates.read(reader);
    if (reader.keeps) this.#kept[position] = request;
    else passing.set(position, request);
    return request;
  }

  /** The same, with what of it is another each time it is sent. */
  takeFilled(): SendableRequest {
    const seq = this.nextSeq;
    const request = this.take();
    return request.template === undefined ? request : this.#templates.fill(request, seq);
  }

  /** Whose the next arrival is; no number where it is nobody's. */
  get nextSession(): number {
    const { packed, next } = this.#pages[0];
    return packed.sessions?.[next] ?? Number.NaN;
  }

  /** Takes the next arrival for later: nothing has begun with it. */
  setAside(): SetAside {
    const { nextSeq: seq, nextDueAtUs: dueAtUs } = this;
    const { packed, next } = this.#pages[0];
    const place = packed.begun?.subarray(next, next + 1);
    return { seq, dueAtUs, place, request: this.#next() };
  }

  /** Its time has come. */
  takeUp({ seq, request, place }: SetAside): SendableRequest {
    if (place) place[0] = 1;
    return request.template === undefined ? request : this.#templates.fill(request, seq);
  }

  /** What is taken from now on has what another login brought. */
  capture(captured: Captured): void {
    this.#templates.capture(captured);
  }

  /** Forgets what is due after `dueUs`; returns how many arrivals that were. */
  dropAfter(dueUs: number): number {
    let forgotten = 0;
    this.#pages = this.#pages.filter((page) => {
      const due = page.packed.dueAtUs.findLastIndex((dueAtUs) => dueAtUs <= dueUs) + 1;
      const end = Math.min(page.end, Math.max(page.next, due));
      forgotten += page.end - end;
      page.end = end;
      return end > page.next;
    });
    return forgotten;
  }
}

/** An arrival that was taken for later. */
export interface SetAside {
  readonly seq: number;
  /** From the start of the run. */
  readonly dueAtUs: number;
  readonly request: SendableRequest;
  /** Where it is noted that it has begun. */
  readonly place: Uint8Array | undefined;
}

/** A pack whose requests are read as their turn comes. */
interface Page {
  readonly packed: PackedArrivals;
  readonly reader: RequestReader;
  /** Those that were read and are not kept, by position: another arrival of the pack may name them. */
  readonly passing: Map<number, SendableRequest>;
  /** The next arrival, and the first one that is forgotten. */
  next: number;
  end: number;
}
