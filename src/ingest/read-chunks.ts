import { createReadStream } from 'node:fs';
import { addAbortSignal } from 'node:stream';
import { cannotRead } from './cannot-read.ts';

/**
 * The bytes of a file as they lie there, or of standard input (`-`) as they come. They end where `signal` aborts, without
 * an error, also while there is nothing to read.
 */
export async function* readChunks(file: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK });
  if (signal) addAbortSignal(signal, source);
  try {
    yield* source;
  } catch (cause) {
    if (signal?.aborted) return;
    throw cannotRead(file, cause);
  }
}

const CHUNK = 256 * 1024;
