import type { IncomingHttpHeaders } from 'node:http';
import { RESULTS } from '../model.ts';
import type { Account } from './sendable-request.ts';

/** Which answers are kept whole, within limits: none, those with 4xx and 5xx, or of every status. */
export type SaveBodies = 'none' | 'failed' | 'sample';

/** An answer that is kept, as it came. */
export interface KeptAnswer {
  /** The first or the last of its endpoint and status that this sender got. */
  readonly place: 'first' | 'last';
  readonly endpointId: number;
  readonly requestId: number;
  readonly seq: number;
  /** Index into `RESULTS`: it may have broken off. */
  readonly result: number;
  readonly status: number;
  /** Names and values in turn, one character per byte. */
  readonly headers: readonly string[];
  /** The beginning of the body. */
  readonly body: Uint8Array;
  /** How long the whole body was, as far as it came. */
  readonly bodyBytes: number;
}

/** Answers that are whole, and have failed all the same. */
const BY_CLIENT: ReadonlySet<number> = new Set(
  (['judged', 'client'] as const).map((result) => RESULTS.indexOf(result)),
);

/** Of each body so much is kept at most, of all of a run together so much. */
export const MOST_BODY_BYTES = 16 * 1024;
export const MOST_KEPT_BYTES = 16 * 1024 * 1024;

/** What one of so many senders keeps answers with; null where none is to be kept. */
export function createKeeper(which: SaveBodies, workers: number, isJudged: boolean): AnswerKeeper | null {
  return which === 'none' ? null : new AnswerKeeper(which, MOST_KEPT_BYTES / workers, isJudged);
}

/** Keeps the first and the last answer of each endpoint and status, in bounded memory. */
export class AnswerKeeper {
  readonly #failedOnly: boolean;
  readonly #mostBytes: number;
  /** Whether an answer may turn out to have failed at its end. */
  readonly #isJudged: boolean;
  readonly #firsts = new Map<string, KeptAnswer>();
  readonly #lasts = new Map<string, KeptAnswer>();
  #taken = 0;
  #bytes = 0;
  #left = 0;

  constructor(which: SaveBodies, mostBytes: number, isJudged = false) {
    this.#failedOnly = which === 'failed';
    this.#mostBytes = mostBytes;
    this.#isJudged = isJudged;
  }

  /** How many answers were not kept, as there was no more room. */
  get left(): number {
    return this.#left;
  }

  /** An answer begins; null where it is not to be kept. */
  begin(status: number, headers: IncomingHttpHeaders): ComingAnswer | null {
    return this.#failedOnly && !this.#isJudged && status < 400 ? null : new ComingAnswer(status, headers);
  }

  /** It has come to its end, or has broken off. */
  end(answer: ComingAnswer, { endpointId, requestId }: Account, seq: number, result: number): void {
    const { status } = answer;
    if (this.#failedOnly && status < 400 && !(this.#isJudged && BY_CLIENT.has(result))) return;
    const key = `${endpointId} ${status} ${result}`;
    const isFirst = !this.#firsts.has(key);
    const place = isFirst ? 'first' : 'last';
    const kept = { place, endpointId, requestId, seq, result, status, ...answer.whole() } as const;
    const before = isFirst ? undefined : this.#lasts.get(key);
    const bytes = this.#bytes + sizeOf(kept) - (before ? sizeOf(before) : 0);
    if (bytes > this.#mostBytes) this.#left++;
    else {
      this.#bytes = bytes;
      (isFirst ? this.#firsts : this.#lasts).set(key, kept);
    }
  }

  /** The first ones that were not taken before; at the end, the last ones, too. */
  take(isEnd: boolean): KeptAnswer[] {
    if (this.#taken === this.#firsts.size && !isEnd) return [];
    const firsts = [...this.#firsts.values()].slice(this.#taken);
    this.#taken = this.#firsts.size;
    return isEnd ? [...firsts, ...this.#onlyOnes(), ...this.#lasts.values()] : firsts;
  }

  /** Where there was no second, the first is the last: another sender may have had an earlier one. */
  #onlyOnes(): KeptAnswer[] {
    return Array.from(this.#firsts).flatMap(([key, first]) =>
      this.#lasts.has(key) ? [] : [{ ...first, place: 'last' as const }],
    );
  }
}

/** An answer on its way. */
export class ComingAnswer {
  readonly status: number;
  readonly #headers: IncomingHttpHeaders;
  readonly #pieces: Uint8Array[] = [];
  #keptBytes = 0;
  #bytes = 0;

  constructor(status: number, headers: IncomingHttpHeaders) {
    this.status = status;
    this.#headers = headers;
  }

  add(piece: Uint8Array): void {
    this.#bytes += piece.length;
    if (this.#keptBytes === MOST_BODY_BYTES) return;
    const kept = piece.subarray(0, MOST_BODY_BYTES - this.#keptBytes);
    this.#keptBytes += kept.length;
    this.#pieces.push(kept);
  }

  whole(): Pick<KeptAnswer, 'headers' | 'body' | 'bodyBytes'> {
    const headers = Object.entries(this.#headers).flatMap(([name, value]) =>
      [value ?? []].flat().flatMap((one) => [name, one]),
    );
    return { headers, body: Buffer.concat(this.#pieces), bodyBytes: this.#bytes };
  }
}

function sizeOf({ headers, body }: KeptAnswer): number {
  return headers.reduce((sum, { length }) => sum + length, body.length) + OBJECT_BYTES;
}

const OBJECT_BYTES = 300;
