import { Readable, type Transform } from 'node:stream';
import { UnpackError } from './unpack-error.ts';

/** Unpacks with one of Node's own streams, and loses nothing that came before a fault. */
export async function* unpackZlib(chunks: AsyncGenerator<Buffer>, unzip: Transform): AsyncGenerator<Buffer> {
  const source = Readable.from(inCrumbs(chunks));
  let sourceError: unknown;
  let error: NodeJS.ErrnoException | undefined;
  let ended = false;
  let wake = (): void => {};
  source.on('error', (cause) => {
    sourceError = cause;
    unzip.destroy(cause);
  });
  unzip.on('readable', () => wake());
  unzip.on('end', () => {
    ended = true;
    wake();
  });
  unzip.on('error', (cause) => {
    error = cause;
    wake();
  });
  source.pipe(unzip);
  try {
    // Not `for await`: with the error it would drop what is buffered.
    while (true) {
      const chunk: Buffer | null = unzip.read();
      if (chunk !== null) yield chunk;
      else if (ended || error) break;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    source.destroy();
    unzip.destroy();
  }
  if (sourceError) throw sourceError;
  if (error)
    throw new UnpackError(error.code === 'Z_BUF_ERROR' ? 'cut-off' : 'damaged', error.message, error);
}

/**
 * A fault takes with it what was unpacked in the same step. Most stand at the end, where check sums are and where
 * garbage hangs on; so the end is fed in small steps.
 */
async function* inCrumbs(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let last: Buffer | undefined;
  for await (const chunk of chunks) {
    if (last) yield last;
    last = chunk;
  }
  if (!last) return;
  const bulk = Math.max(0, last.length - CRUMBLED);
  if (bulk > 0) yield last.subarray(0, bulk);
  for (let at = bulk; at < last.length; at += CRUMB) yield last.subarray(at, at + CRUMB);
}

const CRUMBLED = 4096;
const CRUMB = 8;
