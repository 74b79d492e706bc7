import type { JudgedBody } from './client-response.ts';

/** Keeps the bodies that are to be judged until they are, in bounded memory: of each its beginning, and of all together so much. */
export class BodyStore {
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  begin(): JudgedBody {
    return { pieces: [], bytes: 0, truncated: false };
  }

  add(body: JudgedBody, piece: Uint8Array): void {
    const room = Math.min(MOST_OF_ONE - body.bytes, this.#mostBytes - this.#bytes);
    const kept = piece.length <= room ? piece : piece.subarray(0, Math.max(0, room));
    if (kept.length < piece.length) body.truncated = true;
    if (kept.length === 0) return;
    body.pieces.push(kept);
    body.bytes += kept.length;
    this.#bytes += kept.length;
  }

  release(body: JudgedBody): void {
    this.#bytes -= body.bytes;
    body.bytes = 0;
  }
}

const MOST_OF_ONE = 1024 * 1024;
/** Of the bodies that all senders of a run hold at once. */
export const MOST_JUDGED_BYTES = 64 * 1024 * 1024;
