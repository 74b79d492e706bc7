import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { ClientResponse } from './client.ts';

/** A body on its way to `judge`: its beginning. */
export interface JudgedBody {
  readonly pieces: Uint8Array[];
  bytes: number;
  truncated: boolean;
}

/** An answer as `judge` sees it. */
export class CompleteAnswer implements ClientResponse {
  readonly status: number;
  readonly headers: ClientResponse['headers'];
  readonly bytes: number;
  readonly serviceMs: number;
  readonly truncated: boolean;
  readonly #pieces: readonly Uint8Array[];

  constructor(
    status: number,
    headers: ClientResponse['headers'],
    bytes: number,
    serviceMs: number,
    body: JudgedBody | null,
  ) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.serviceMs = serviceMs;
    this.truncated = body === null ? bytes > 0 : body.truncated;
    this.#pieces = body?.pieces ?? NO_PIECES;
  }

  get body(): Uint8Array {
    return this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
  }

  text(): string {
    const { body, headers } = this;
    const encoding = headers['content-encoding'];
    const unpack = typeof encoding === 'string' ? UNPACK[encoding.trim().toLowerCase()] : undefined;
    if (unpack !== undefined && this.truncated) throw new Error(NOT_WHOLE);
    return Buffer.from(
      unpack === undefined ? body : unpack(body, { maxOutputLength: MOST_UNPACKED }),
    ).toString();
  }

  json(): unknown {
    if (this.truncated) throw new Error(NOT_WHOLE);
    return JSON.parse(this.text());
  }
}

const NO_PIECES: readonly Uint8Array[] = [];
const NOT_WHOLE = 'the body is not all there: readsBody is not set, or it is longer than what is kept';
const MOST_UNPACKED = 16 * 1024 * 1024;

const UNPACK: Readonly<
  Record<string, (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array>
> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};
