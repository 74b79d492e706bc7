import { type FileHandle, open } from 'node:fs/promises';
import { cannotRead } from './cannot-read.ts';
import { refusePacked } from './refuse-packed.ts';
import { splitLines } from './split-lines.ts';

/** What stands in a log already, before it is followed. */
export interface Earlier {
  /** The lines at its very beginning that speak of the others (`#Fields: …`). */
  readonly head: readonly string[];
  /** Its last lines, as far as they are complete. */
  readonly tail: readonly string[];
}

/** Reads the last lines of a log; none where it is not there. A packed one is refused. */
export async function readBack(path: string, maxLines: number): Promise<Earlier> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const { size } = await file.stat();
    const start = await bytesAt(file, 0, HEAD_BYTES);
    refusePacked(path, start);
    const firstLines = splitLines().push(start).texts;
    const end = firstLines.findIndex((line) => !line.startsWith('#'));
    const from = Math.max(0, size - TAIL_BYTES);
    const lines = splitLines().push(await bytesAt(file, from, size - from)).texts;
    return {
      head: end === -1 ? firstLines : firstLines.slice(0, end),
      // The first is the rest of a line only.
      tail: lines.slice(from === 0 ? 0 : 1).slice(-maxLines),
    };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { head: [], tail: [] };
    throw cannotRead(path, cause);
  } finally {
    await file?.close();
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

const HEAD_BYTES = 64 * 1024;
const TAIL_BYTES = 4 * 1024 * 1024;
