import { type PackedArrivals, unpackRequests } from './pack-arrivals.ts';
import { type Captured, type FillingOptions, RequestTemplates } from './request-templates.ts';
import type { SendableRequest } from './sendable-request.ts';

/** The arrivals a sender still has to send, in the order of the plan, and the requests that it keeps for them. */
export class ArrivalQueue {
  #pages: Page[] = [];
  /** Of the first page, how many are taken. */
  #taken = 0;
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
    if (packed.forget) this.#kept = [];
    const passing = new Map<number, SendableRequest>();
    for (const { position, keep, request } of unpackRequests(packed, this.#http2, this.#templates)) {
      if (keep) this.#kept[position] = request;
      else passing.set(position, request);
    }
    const requests = Array.from(packed.position, (position) => this.#kept[position] ?? passing.get(position));
    if (requests.length > 0) this.#pages.push({ packed, requests: requests as SendableRequest[] });
  }

  get empty(): boolean {
    return this.#pages.length === 0;
  }

  /** When the next arrival is due, from the start of the run; Infinity when there is none. */
  get nextDueAtUs(): number {
    return this.#pages.length === 0 ? Infinity : this.#pages[0].packed.dueAtUs[this.#taken];
  }

  get nextSeq(): number {
    return this.#pages[0].packed.seq[this.#taken];
  }

  /** Takes the next arrival, whose `nextSeq` and `nextDueAtUs` were read before. The queue must not be empty. */
  take(): SendableRequest {
    const { begun } = this.#pages[0].packed;
    if (begun) begun[this.#taken] = 1;
    return this.#next();
  }

  #next(): SendableRequest {
    const page = this.#pages[0];
    const request = page.requests[this.#taken++];
    this.#takenOfAll[0]++;
    if (this.#taken === page.requests.length) {
      this.#pages.shift();
      this.#taken = 0;
    }
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
    return this.#pages[0].packed.sessions?.[this.#taken] ?? Number.NaN;
  }

  /** Takes the next arrival for later: nothing has begun with it. */
  setAside(): SetAside {
    const { nextSeq: seq, nextDueAtUs: dueAtUs } = this;
    const place = this.#pages[0].packed.begun?.subarray(this.#taken, this.#taken + 1);
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
    this.#pages = this.#pages.flatMap(({ packed, requests }, i) => {
      const from = i === 0 ? this.#taken : 0;
      const end = Math.max(from, packed.dueAtUs.findLastIndex((due) => due <= dueUs) + 1);
      forgotten += requests.length - end;
      return end === from ? [] : [slicePage(packed, requests, from, end)];
    });
    this.#taken = 0;
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

interface Page {
  readonly packed: Pick<PackedArrivals, 'seq' | 'dueAtUs' | 'sessions' | 'begun'>;
  readonly requests: readonly SendableRequest[];
}

function slicePage(packed: Page['packed'], requests: Page['requests'], from: number, end: number): Page {
  const { seq, dueAtUs, sessions, begun } = packed;
  return {
    packed: {
      seq: seq.subarray(from, end),
      dueAtUs: dueAtUs.subarray(from, end),
      sessions: sessions?.subarray(from, end),
      begun: begun?.subarray(from, end),
    },
    requests: requests.slice(from, end),
  };
}
