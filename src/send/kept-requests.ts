import { requestBytes } from '../model.ts';
import type { PackedRequest } from './packed-arrival.ts';

/**
 * Which requests each sender keeps, so that a repeated log is described to it only once. Bounded in bytes; of a log that turns
 * out to be too long to be repeated from memory, nothing.
 */
export class KeptRequests {
  /** By position: a bit for each worker that has it. */
  readonly #workers = new Uint32Array(MAX_POSITIONS);
  readonly #bytesOf: number[] = new Array(MAX_WORKERS).fill(0);
  readonly #maxBytes: number;
  #bytes = 0;
  #isTooLong = false;

  constructor(maxBytes = MAX_KEPT_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** Whether what was kept is to be forgotten: too little of the log would be kept for the memory that it takes. */
  get isTooLong(): boolean {
    return this.#isTooLong;
  }

  has({ position }: Pick<PackedRequest, 'position'>, worker: number): boolean {
    return !this.#isTooLong && position < MAX_POSITIONS && (this.#workers[position] & (1 << worker)) !== 0;
  }

  keep(request: PackedRequest, worker: number): boolean {
    const bytes = requestBytes(request);
    if (request.position >= MAX_POSITIONS) this.#isTooLong = true;
    if (this.#isTooLong || this.#bytes + bytes > this.#maxBytes) return false;
    this.#bytes += bytes;
    this.#bytesOf[worker] += bytes;
    this.#workers[request.position] |= 1 << worker;
    return true;
  }

  /** The worker is gone, and with it what it kept. */
  forget(worker: number): void {
    this.#bytes -= this.#bytesOf[worker];
    this.#bytesOf[worker] = 0;
    for (let i = 0; i < MAX_POSITIONS; i++) this.#workers[i] &= ~(1 << worker);
  }
}

/** One bit of a 32-bit number each. */
export const MAX_WORKERS = 32;
/** A log of more requests than these is not repeated from memory by the main thread either (`repeat-passes.ts`). */
export const MAX_POSITIONS = 50_000;
const MAX_KEPT_BYTES = 32 * 1024 * 1024;
