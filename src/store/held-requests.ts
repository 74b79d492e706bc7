import type { StoredRequest } from '../model.ts';

/**
 * Requests that are to be entered before outcomes refer to them, and have not been told to the recorder thread yet. Bounded:
 * beyond that only the first of each endpoint is kept, and outcomes of the others can never be stored.
 */
export class HeldRequests {
  readonly #limitBytes: number;
  #held: StoredRequest[] = [];
  #bytes = 0;
  /** Numbers of requests, which ascend, from … to. */
  readonly #lost: { readonly from: number; to: number }[] = [];
  #compactAtBytes: number;

  constructor(limitBytes = MAX_HELD_BYTES) {
    this.#limitBytes = limitBytes;
    this.#compactAtBytes = limitBytes;
  }

  /** Whether any request was given up. */
  get hasLost(): boolean {
    return this.#lost.length > 0;
  }

  add(requests: readonly StoredRequest[]): void {
    for (const request of requests) {
      this.#held.push(request);
      this.#bytes += storedBytes(request);
    }
    if (this.#bytes > this.#compactAtBytes) this.#compact();
  }

  /** Whether a request was given up. */
  isLost(id: number): boolean {
    return this.#lost.some(({ from, to }) => from <= id && id <= to);
  }

  /** All that are held, which are not held any more, and how many bytes they take. */
  take(): { readonly requests: readonly StoredRequest[]; readonly bytes: number } {
    const taken = { requests: this.#held, bytes: this.#bytes };
    this.#held = [];
    this.#bytes = 0;
    this.#compactAtBytes = this.#limitBytes;
    return taken;
  }

  #compact(): void {
    this.#lose(this.#held[0].id, this.#held.at(-1)!.id);
    const first = new Map<number, StoredRequest>();
    for (const request of this.#held) {
      if (!first.has(request.endpoint.id)) first.set(request.endpoint.id, request);
    }
    this.#held = [...first.values()];
    this.#bytes = this.#held.reduce((sum, request) => sum + storedBytes(request), 0);
    this.#compactAtBytes = this.#bytes + this.#limitBytes;
  }

  /** Too many stretches become one: some outcomes more are not stored then, none is stored wrongly. */
  #lose(from: number, to: number): void {
    const last = this.#lost.at(-1);
    if (last && (from <= last.to + 1 || this.#lost.length >= MOST_STRETCHES)) last.to = to;
    else this.#lost.push({ from, to });
  }
}

/** About what it takes in memory: a text has one or two bytes a character, and objects have their own size. */
function storedBytes({ target }: StoredRequest): number {
  return target.length * 2 + OBJECT_BYTES;
}

const OBJECT_BYTES = 200;
const MAX_HELD_BYTES = 32 * 1024 * 1024;
const MOST_STRETCHES = 100;
