import { type HttpRequest, requestBytes } from '../model.ts';

/** Which requests each sender keeps, so that a repeated log is described to it only once. Bounded in bytes. */
export class KeptRequests {
  /** By position: a bit for each worker that has it. */
  readonly #workers = new Uint32Array(MAX_POSITIONS);
  readonly #bytesOf: number[] = new Array(MAX_WORKERS).fill(0);
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes = MAX_KEPT_BYTES) {
    this.#maxBytes = maxBytes;
  }

  has({ position }: HttpRequest, worker: number): boolean {
    return position < MAX_POSITIONS && (this.#workers[position] & (1 << worker)) !== 0;
  }

  keep(request: HttpRequest, worker: number): boolean {
    const bytes = requestBytes(request);
    if (request.position >= MAX_POSITIONS || this.#bytes + bytes > this.#maxBytes) return false;
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
const MAX_POSITIONS = 65_536;
const MAX_KEPT_BYTES = 64 * 1024 * 1024;
