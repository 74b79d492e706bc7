/**
 * What the recorder thread was told and has not written yet, in bytes: the main thread adds, the recorder thread takes off,
 * in memory that both see. Its limit is what keeps a slow disk, or another program's lock, from filling the memory.
 */
export class Backlog {
  readonly shared: SharedArrayBuffer;
  readonly #limitBytes: number;
  readonly #written: BigInt64Array;
  #told = 0;

  constructor(
    limitBytes = MAX_BACKLOG_BYTES,
    shared = new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT),
  ) {
    this.shared = shared;
    this.#limitBytes = limitBytes;
    this.#written = new BigInt64Array(shared);
  }

  get bytes(): number {
    return this.#told - Number(Atomics.load(this.#written, BYTES));
  }

  get isFull(): boolean {
    return this.bytes >= this.#limitBytes;
  }

  /** Whether nothing follows what was told: from then on it is not to take for ever. */
  get isLast(): boolean {
    return Atomics.load(this.#written, IS_LAST) !== 0n;
  }

  told(bytes: number): void {
    this.#told += bytes;
  }

  last(): void {
    Atomics.store(this.#written, IS_LAST, 1n);
  }

  written(bytes: number): void {
    Atomics.add(this.#written, BYTES, BigInt(bytes));
  }
}

const BYTES = 0;
const IS_LAST = 1;

/** More than two million outcomes: half a minute of what one machine can send. */
const MAX_BACKLOG_BYTES = 128 * 1024 * 1024;
