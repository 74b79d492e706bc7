import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

/** A folder whose files, with those of the folders within, share processes. */
export interface SharedFolder {
  readonly path: string;
  /** All of them one, where nothing is said. */
  readonly filesAProcess?: number;
}

/**
 * Gives each test file a process of its own, and those of a shared folder one together: to start a process, and to load the
 * same sources in it, takes more CPU than most test files do. A file with a hook at its top level, which would be one of
 * the other files as well, stays alone. Those that hold most come first, so that none of them is left to the end.
 */
export function testProcesses(
  files: readonly string[],
  sharedFolders: readonly SharedFolder[] = [],
): TestProcess[] {
  const folderOf = (file: string): SharedFolder | undefined =>
    sharedFolders.find(({ path }) => file.startsWith(path + sep));
  const isShared = (file: string): boolean => folderOf(file) !== undefined && !hasHook(file);
  const together = sharedFolders.flatMap((folder) => {
    const shared = files.filter((file) => folderOf(file) === folder && isShared(file));
    return dealt(shared, folder.filesAProcess).map((some, i) =>
      some.length === 1 ? { entry: some[0]!, files: some } : { entry: entryOf(folder, i, some), files: some },
    );
  });
  const alone = files.filter((file) => !isShared(file)).map((file) => ({ entry: file, files: [file] }));
  return [...together.toSorted((a, b) => b.files.length - a.files.length), ...alone];
}

function hasHook(file: string): boolean {
  // Of one that is not there, the runner tells.
  return existsSync(file) && /^(?:before|after)(?:Each)?\(/m.test(readFileSync(file, 'utf8'));
}

/** Neighbours, which are often alike, go to different processes. */
function dealt(files: readonly string[], filesAProcess = files.length): string[][] {
  const processes = Math.ceil(files.length / filesAProcess) || 0;
  return Array.from({ length: processes }, (_, i) => files.filter((_, at) => at % processes === i));
}

function entryOf({ path }: SharedFolder, i: number, files: readonly string[]): string {
  const entry = join(temporaryDirectory('tests'), `${basename(path)}-${i + 1}.test.mjs`);
  writeFileSync(entry, files.map((file) => `import ${JSON.stringify(pathToFileURL(file).href)};\n`).join(''));
  return entry;
}
