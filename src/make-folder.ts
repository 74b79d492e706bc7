import { ReplayError } from './errors.ts';
import { makeFolders } from './make-folders.ts';

/** Makes a folder where it is missing, and those above it; `option` is the one that asks for it. */
export function makeFolder(folder: string, option: string): void {
  try {
    makeFolders(folder);
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
