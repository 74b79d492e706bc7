import { hash } from 'node:crypto';
import type { HttpRequest } from '../model.ts';

/** So many distinct requests are remembered, in 64 MiB. Later ones are all new. */
export const MAX_DISTINCT = 6_000_000;

/**
 * Knows a request again that is sent with the same method, target, host, headers and body. It remembers 64 bits of
 * SHA-256 of each: two of six million distinct ones are taken for the same with a probability of one in a million.
 */
export class DistinctRequests {
  readonly #max: number;
  /** Two words a slot, open addressing; a slot of two zeros is empty. */
  #slots = new Uint32Array(2 * 4096);
  #count = 0;

  constructor(max = MAX_DISTINCT) {
    this.#max = max;
  }

  /** Whether no more can be remembered. */
  get isFull(): boolean {
    return this.#count >= this.#max;
  }

  /** Whether it is seen for the first time; remembers it. */
  add(request: Pick<HttpRequest, 'method' | 'path' | 'host' | 'headers' | 'body'>): boolean {
    const digest = hash('sha256', keyOf(request), 'buffer');
    const low = digest.readUInt32LE(0);
    // Not zero, which stands for an empty slot.
    const high = digest.readUInt32LE(4) || 1;
    const at = this.#find(low, high);
    if (this.#slots[at + 1] !== 0) return false;
    if (this.isFull) return true;
    this.#slots[at] = low;
    this.#slots[at + 1] = high;
    this.#count++;
    if (this.#count * 2 * FILLED > this.#slots.length) this.#grow();
    return true;
  }

  /** The slot that holds it, or the empty one where it belongs. */
  #find(low: number, high: number): number {
    const slots = this.#slots;
    let at = (low * 2) % slots.length;
    while (slots[at + 1] !== 0 && (slots[at] !== low || slots[at + 1] !== high)) at = (at + 2) % slots.length;
    return at;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      const at = this.#find(old[i], old[i + 1]);
      this.#slots[at] = old[i];
      this.#slots[at + 1] = old[i + 1];
    }
  }
}

/** How many slots there are at least for one that is filled. */
const FILLED = 4 / 3;

/** No part of a request but its body can hold a line feed, and the body comes last. */
function keyOf({ method, path, host = '', headers, body }: Parameters<DistinctRequests['add']>[0]): Buffer {
  const head = Buffer.from([method, path, host, ...headers, '', ''].join('\n'), 'latin1');
  return body === undefined ? head : Buffer.concat([head, body]);
}
