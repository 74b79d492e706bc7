import { DESCRIPTION_FIELDS, type PackedArrivals } from './pack-arrivals.ts';
import type { SendableRequest } from './sendable-request.ts';

/**
 * Reads the requests that a pack describes, one at a time and no sooner than each is needed: what is read lives, and what lives
 * has to be copied by the garbage collector, while a pack is a handful of objects.
 */
export class RequestReader {
  /** Whether the one read last is to be kept, and where in it placeholders stand (bits of `MARKED`). */
  keeps = false;
  marked = 0;
  readonly #packed: Pick<PackedArrivals, 'descriptions' | 'text' | 'bodies'>;
  readonly #http2: boolean;
  #description = 0;
  #textAt = 0;
  #bodyAt = 0;

  /** `http2`: headers as HTTP/2 wants them. */
  constructor(packed: Pick<PackedArrivals, 'descriptions' | 'text' | 'bodies'>, http2 = false) {
    this.#packed = packed;
    this.#http2 = http2;
  }

  /** The position of the next one; undefined when all are read. */
  get nextPosition(): number | undefined {
    return this.#packed.descriptions[this.#description];
  }

  /** There must be one. What is marked in it is not filled in. */
  next(): SendableRequest {
    const { descriptions } = this.#packed;
    const at = this.#description;
    this.#description += DESCRIPTION_FIELDS;
    this.keeps = descriptions[at + 1] === 1;
    this.marked = descriptions[at + 7]!;
    return {
      method: this.#line(),
      path: this.#line(),
      headers: this.#headers(descriptions[at + 8]! - 2),
      body: this.#body(descriptions[at + 9]!),
      requestId: descriptions[at + 2]!,
      endpointId: descriptions[at + 3]!,
      recordedStatus: descriptions[at + 4]!,
      recordedUs: descriptions[at + 5]!,
      causes: descriptions[at + 6]!,
      reset: false,
      servername: SAME_FOR_ALL,
    };
  }

  #line(): string {
    const { text } = this.#packed;
    const from = this.#textAt;
    const end = text.indexOf('\n', from);
    this.#textAt = end === -1 ? text.length : end + 1;
    return text.slice(from, end === -1 ? undefined : end);
  }

  /** With HTTP/2 names are in lower case, and headers about the connection a mistake for which it would be closed. */
  #headers(lines: number): string[] {
    const headers: string[] = [];
    for (let i = 0; i < lines; i += 2) {
      const [name, value] = [this.#line(), this.#line()];
      if (!this.#http2) headers.push(name, value);
      else if (!ABOUT_CONNECTION.test(name)) headers.push(name.toLowerCase(), value);
    }
    return headers;
  }

  #body(bytes: number): Uint8Array | null {
    if (bytes === 0) return null;
    const from = this.#bodyAt;
    this.#bodyAt += bytes;
    // A copy, also where it is a Buffer, whose `slice` makes none.
    return new Uint8Array(this.#packed.bodies.subarray(from, this.#bodyAt));
  }
}

const SAME_FOR_ALL = 'target';

const ABOUT_CONNECTION =
  /^(?:connection|keep-alive|proxy-connection|transfer-encoding|upgrade|http2-settings|te)$/i;
