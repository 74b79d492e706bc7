import createBitReader, { type BitReader } from 'unbzip2-stream/lib/bit_iterator.js';
import bzip2Core, { type Bzip2Core } from 'unbzip2-stream/lib/bzip2.js';
import { UnpackError } from './unpack-error.ts';

/**
 * Unpacks bzip2, of one stream or several. This drives the core of unbzip2-stream block by block: its own stream
 * unpacks all that it holds in one go (gigabytes of a log that packs well), and into arrays of numbers.
 */
export async function* unpackBzip2(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  // Its own prototype heir: the core keeps its tables on itself, and several logs may be read in turn.
  const core = Object.create(bzip2Core) as Bzip2Core;
  const queue: Buffer[] = [];
  let fed = 0;
  let ended = false;
  let bits: BitReader | undefined;

  async function hold(count: number): Promise<boolean> {
    while (!ended && fed - (bits?.bytesRead ?? 0) < count) {
      const { value, done } = await chunks.next();
      if (done) ended = true;
      else if (value.length > 0) {
        queue.push(value);
        fed += value.length;
      }
    }
    bits ??= queue.length > 0 ? createBitReader(() => queue.shift() ?? cutOff()) : undefined;
    return bits !== undefined && fed > bits.bytesRead;
  }

  try {
    while (await hold(HEADER_BYTES)) {
      const blockSize = core.header(bits!) * 100_000;
      const work = new Int32Array(blockSize);
      let checksum: number | null = 0;
      while (true) {
        await hold(blockSize + BLOCK_OVERHEAD);
        const block = createBlock();
        checksum = core.decompress(bits!, block.push, work, blockSize, checksum);
        if (checksum === null) break;
        yield* block.slices();
      }
    }
  } catch (cause) {
    if ((cause as Error)?.name !== 'Bzip2Error') throw cause;
    throw new UnpackError('damaged', 'a block is wrong, or something hangs on behind it', cause);
  } finally {
    await chunks.return(undefined);
  }
}

const HEADER_BYTES = 4;
/** Tables, and what incompressible data grow by. */
const BLOCK_OVERHEAD = 25_000;

function cutOff(): never {
  throw new UnpackError('cut-off', 'the data end within a block');
}

/** Takes the bytes of a block. It has 900,000, and up to 46 millions where the same byte is repeated. */
function createBlock(): { readonly push: (byte: number) => void; readonly slices: () => Iterable<Buffer> } {
  let bytes = Buffer.allocUnsafeSlow(1024 * 1024);
  let length = 0;
  return {
    push(byte) {
      if (length === bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
      bytes[length++] = byte;
    },
    *slices() {
      for (let at = 0; at < length; at += SLICE) yield bytes.subarray(at, Math.min(at + SLICE, length));
    },
  };
}

const SLICE = 256 * 1024;
