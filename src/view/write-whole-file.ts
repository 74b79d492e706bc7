import { statSync } from 'node:fs';
import { openOutput } from './open-output.ts';
import { outputError } from './output-error.ts';

/** Writes a file that was named by an option and is whole or not there. */
export async function writeWholeFile(path: string, text: string, option: string): Promise<void> {
  refuseFolder(path, option);
  const output = openOutput(path, option);
  try {
    output.stream.write(text);
    await output.keep();
  } catch (cause) {
    output.discard();
    throw outputError(cause, path, option);
  }
}

/** Finds out before a long run what would only be known after it: whether the file can be written. */
export function checkWritable(path: string, option: string): void {
  refuseFolder(path, option);
  const existing = statSync(path, { throwIfNoEntry: false });
  if (!existing || existing.isFile()) openOutput(path, option).discard();
}

function refuseFolder(path: string, option: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw outputError({ code: 'EISDIR', syscall: 'open' }, path, option);
}
