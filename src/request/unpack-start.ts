import type { Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';

/**
 * The beginning of what is packed in a body, of which the end may be missing: `most` bytes at most, and no more is unpacked,
 * whatever it would come to. Null where it cannot be unpacked.
 */
export async function unpackStart(
  body: Uint8Array,
  encoding: string,
  most: number,
): Promise<Uint8Array | null> {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity') return body.subarray(0, most);
  const stream = UNPACKERS[name]?.(body);
  if (stream === undefined) return null;
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  stream.end(body);
  try {
    for await (const piece of stream) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes >= most) break;
    }
  } catch {
    if (bytes === 0) return null;
  }
  return Buffer.concat(pieces).subarray(0, most);
}

const PIECE = { chunkSize: 4096 };
const ZLIB = { ...PIECE, finishFlush: constants.Z_SYNC_FLUSH };

const UNPACKERS: Readonly<Record<string, (body: Uint8Array) => Transform>> = {
  gzip: () => createGunzip(ZLIB),
  'x-gzip': () => createGunzip(ZLIB),
  // Some servers leave out the two bytes of zlib.
  deflate: ([first = 0]) => ((first & 0x0f) === 8 ? createInflate(ZLIB) : createInflateRaw(ZLIB)),
  br: () => createBrotliDecompress({ ...PIECE, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => createZstdDecompress({ ...PIECE, finishFlush: constants.ZSTD_e_flush }),
};
