import { createReadStream } from 'node:fs';
import { cannotRead } from './cannot-read.ts';

/** The bytes of a file as they lie there, or of standard input (`-`) as they come. */
export async function* readChunks(file: string): AsyncGenerator<Buffer> {
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK });
  try {
    yield* source;
  } catch (cause) {
    throw cannotRead(file, cause);
  }
}

const CHUNK = 256 * 1024;
