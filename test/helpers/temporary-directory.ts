import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes an empty directory that is removed when the process ends, and not before: what a server logged can still be
 * read after the server is gone.
 */
export function temporaryDirectory(purpose = 'test'): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `reprise-${purpose}-`)));
  if (made.length === 0) process.once('exit', removeAll);
  made.push(path);
  return path;
}

const made: string[] = [];

function removeAll(): void {
  for (const path of made) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}
