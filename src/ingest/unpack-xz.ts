import { setTimeout as sleep } from 'node:timers/promises';
import { ReplayError } from '../errors.ts';
import { UnpackError } from './unpack-error.ts';

/** Unpacks xz, of one stream or several, in a thread of the library's own. */
export async function* unpackXz(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const { decompressStream } = await loadLibrary();
  let sourceError: unknown;
  let taken = 0;
  let waiting = false;
  let over = false;

  async function* feed(): AsyncGenerator<Buffer> {
    let tail: Buffer = Buffer.alloc(0);
    try {
      for await (const chunk of chunks) {
        tail = (chunk.length < 4 ? Buffer.concat([tail, chunk]) : chunk).subarray(-4);
        yield chunk;
      }
    } catch (error) {
      sourceError = error;
      throw error;
    }
    // Told of a broken end, the library drops what it has unpacked and not handed out: that is let out first.
    for (
      let before = -1;
      !over && !endsWell(tail) && !(waiting && before === taken);
      await sleep(SETTLE_MS)
    ) {
      before = taken;
    }
  }

  const reader = decompressStream(ReadableStream.from(feed())).getReader();
  try {
    while (true) {
      waiting = true;
      const { value, done } = await reader.read();
      waiting = false;
      if (done) return;
      taken++;
      // It hands out plain arrays of bytes.
      yield Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
  } catch (cause) {
    if (sourceError) throw sourceError;
    const { message } = cause as Error;
    throw new UnpackError(/fill whole buffer/.test(message) ? 'cut-off' : 'damaged', message, cause);
  } finally {
    over = true;
    await reader.cancel().catch(() => {});
  }
}

const SETTLE_MS = 25;

/** The last two bytes of a stream, or padding, of which there are four at a time. */
function endsWell(tail: Buffer): boolean {
  return tail.length === 4 && (tail.toString('latin1', 2) === 'YZ' || tail.readUInt32LE() === 0);
}

async function loadLibrary(): Promise<typeof import('@napi-rs/lzma/xz')> {
  try {
    return await import('@napi-rs/lzma/xz');
  } catch (cause) {
    const hint = 'unpack it before: xz -dc FILE | reprise … -';
    throw new ReplayError('input', 'xz cannot be unpacked on this system', hint, cause);
  }
}
