import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

/**
 * Packs chunks with gzip, no faster than they are taken. A failure of theirs comes through, and they are at their end
 * before this is.
 */
export async function* gzipChunks(
  chunks: Iterable<string | Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = Readable.from(chunks);
  const gzip = createGzip();
  // What goes wrong ends `gzip` with the same error, which is thrown below.
  pipeline(source, gzip, () => {});
  try {
    yield* gzip;
  } finally {
    gzip.destroy();
    if (!source.closed) await new Promise((resolve) => source.once('close', resolve));
  }
}
