import { writeFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryDirectory } from './temporary-directory.ts';

/** A process of a test run. */
export interface TestProcess {
  /** What the runner is told to run. */
  readonly entry: string;
  /** The test files that it holds: the entry itself, or those that it imports. */
  readonly files: readonly string[];
}

/**
 * Gives each test file a process of its own, and those of a shared folder, with the folders within, one together: to start a
 * process, and to load the same sources in it, takes more CPU than most test files do.
 */
export function testProcesses(
  files: readonly string[],
  sharedFolders: readonly string[] = [],
): TestProcess[] {
  const folderOf = (file: string): string | undefined =>
    sharedFolders.find((folder) => file.startsWith(folder + sep));
  const alone = files
    .filter((file) => folderOf(file) === undefined)
    .map((file) => ({ entry: file, files: [file] }));
  const together = sharedFolders
    .map((folder) => ({ folder, files: files.filter((file) => folderOf(file) === folder) }))
    .filter(({ files }) => files.length > 0)
    .map(({ folder, files }) =>
      files.length === 1 ? { entry: files[0]!, files } : { entry: entryOf(folder, files), files },
    );
  return [...alone, ...together];
}

function entryOf(folder: string, files: readonly string[]): string {
  const entry = join(temporaryDirectory('tests'), `${basename(folder)}.test.mjs`);
  writeFileSync(entry, files.map((file) => `import ${JSON.stringify(pathToFileURL(file).href)};\n`).join(''));
  return entry;
}
