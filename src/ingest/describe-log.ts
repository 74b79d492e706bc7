import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { LogFile } from '../model.ts';
import { cannotRead } from './cannot-read.ts';

/**
 * Notes what a log file is at the start of a run, so that a report can tell whether two runs replayed the same. Of
 * standard input and of pipes (`<(zcat …)`) nothing is noted: to read from them would take it away.
 */
export async function describeLog(path: string): Promise<LogFile> {
  if (path === '-') return { path };
  try {
    if (!(await stat(path)).isFile()) return { path };
    const file = await open(path);
    try {
      const { size, mtime } = await file.stat();
      const { buffer, bytesRead } = await file.read({
        buffer: Buffer.alloc(Math.min(size, MiB)),
        position: 0,
      });
      const sha256FirstMiB = createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex');
      return { path, bytes: size, modifiedAt: mtime.toISOString(), sha256FirstMiB };
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw cannotRead(path, cause);
  }
}

const MiB = 1024 * 1024;
