import { mkdirSync } from 'node:fs';
import { ReplayError } from './errors.ts';

/** Makes a folder where it is missing, and those above it; `option` is the one that asks for it. */
export function makeFolder(folder: string, option: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new ReplayError(
      'output',
      `${option} ${folder}: no folder can be made there (${why})`,
      'name another folder',
      cause,
    );
  }
}
