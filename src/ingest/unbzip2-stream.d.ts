/** The core of unbzip2-stream, whose own types tell of its stream alone. */
declare module 'unbzip2-stream/lib/bzip2.js' {
  import type { BitReader } from 'unbzip2-stream/lib/bit_iterator.js';

  export interface Bzip2Core {
    /** Reads the header of a stream; gives its block size in units of 100,000 bytes. */
    header(bits: BitReader): number;
    /** Unpacks a block; gives the check sum up to there, or null at the end of a stream. */
    decompress(
      bits: BitReader,
      push: (byte: number) => void,
      work: Int32Array,
      blockSize: number,
      checksum: number,
    ): number | null;
  }
  const core: Bzip2Core;
  export default core;
}

declare module 'unbzip2-stream/lib/bit_iterator.js' {
  export interface BitReader {
    /** Those begun count. */
    readonly bytesRead: number;
  }
  export default function createBitReader(nextBuffer: () => Buffer): BitReader;
}
