import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Writes chunks, each once the one before has left, and resolves when all have been handed to `out`, which is left
 * open. A reader that has had enough (`| head`) ends it quietly: false; any other failure to write is thrown, and so is
 * the reason of a signal.
 */
export async function writeChunks(
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  out: Writable,
  signal?: AbortSignal,
): Promise<boolean> {
  // The stream tells its callback first and everybody afterwards: this listener stays when the stream has failed.
  const ignore = () => {};
  out.on('error', ignore);
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    if (!(await written(out, chunk))) return false;
    // A pipe writes at once and would never let signals and timers have their turn.
    await nextTurn();
  }
  out.off('error', ignore);
  return true;
}

/** Waits until the chunk has left; false: nobody reads any more. */
function written(out: Writable, chunk: string | Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    out.write(chunk, (error) => {
      if (!error) return resolve(true);
      // A stream that failed between two writes says at the next one only that it is no more.
      const cause: NodeJS.ErrnoException = out.errored ?? error;
      if (READER_GONE.has(cause.code ?? '')) resolve(false);
      else reject(cause);
    });
  });
}

const READER_GONE: ReadonlySet<string> = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);
