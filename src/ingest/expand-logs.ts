import { glob, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ReplayError } from '../errors.ts';
import { cannotRead } from './cannot-read.ts';
import { compareRotations, rotationOf } from './rotation.ts';
import type { Warn } from './warn.ts';

/** A log file that is to be read. */
export interface LogPath {
  /** `-` is standard input. */
  readonly path: string;
  /** The same for all files that one log was rotated into, and for no other. */
  readonly set: string;
}

/**
 * Finds the files that are meant by what was named, in the order in which they are read:
 *
 * - A file is itself, and `-` is standard input; what is named one by one stays in that order. Only rotated files of
 *   one log that stand together as a shell sorts them (`access.log access.log.1 access.log.10 access.log.2.gz`, from
 *   `access.log*`) are put in the order of time: nobody means that order.
 * - A folder is the access logs in it: the files with `access` in their name; where there are none, all but hidden ones
 *   and error logs. Folders within it are not looked into. What else is left out is warned of.
 * - A pattern (`*`, `?`, `[…]`, `{…}`, `**`) is the files that it matches.
 *
 * The files of a folder or a pattern are put together by log, and each log's in the order of time, by their names.
 */
export async function expandLogs(words: readonly string[], warn: Warn = () => {}): Promise<LogPath[]> {
  const found: LogPath[] = [];
  let named: string[] = [];
  const takeNamed = (): void => {
    found.push(...undoShellOrder(named.map(toLogPath)));
    named = [];
  };
  for (const word of words) {
    const kind = await kindOf(word);
    if (kind === 'file') {
      named.push(word);
      continue;
    }
    takeNamed();
    const paths = kind === 'folder' ? await logsInFolder(word, warn) : await matches(word);
    const known = new Set(found.map(({ path }) => path));
    found.push(...byLogAndTime(paths.filter((path) => !known.has(path)).map(toLogPath)));
  }
  takeNamed();
  return found;
}

async function kindOf(word: string): Promise<'file' | 'folder' | 'pattern'> {
  if (word === '-') return 'file';
  const stats = await stat(word).catch(() => undefined);
  if (stats) return stats.isDirectory() ? 'folder' : 'file';
  // What is not there is an error too, but that of reading it.
  return /[*?[{]/.test(word) ? 'pattern' : 'file';
}

async function logsInFolder(folder: string, warn: Warn): Promise<string[]> {
  const names = await readdir(folder).catch((cause) => {
    throw cannotRead(folder, cause);
  });
  const files = await onlyFiles(
    names.filter((name) => !name.startsWith('.')).map((name) => join(folder, name)),
  );
  const access = files.filter((path) => /access/i.test(basename(path)));
  const noErrors = files.filter((path) => !ERROR_LOG.test(basename(path)));
  const logs = access.length > 0 ? access : noErrors;
  const others = noErrors.filter((path) => !logs.includes(path)).length;
  if (others > 0) {
    const were = others === 1 ? 'other file was' : 'other files were';
    warn(`${folder}: ${others} ${were} left out (no access in the name): name what is a log too`);
  }
  if (logs.length > 0) return logs;
  throw new ReplayError('input', `${folder}: holds no access log`, 'name the log files themselves');
}

const ERROR_LOG = /(?:^|[._-])error(?:$|[._-])/i;

async function matches(pattern: string): Promise<string[]> {
  const paths = await onlyFiles(await Array.fromAsync(glob(pattern)));
  if (paths.length > 0) return paths;
  throw new ReplayError(
    'input',
    `${pattern}: no file matches`,
    'check the pattern, and the folder it starts from',
  );
}

/** Without folders, sockets and devices: nginx in a container has its access.log linked to /dev/stdout. */
async function onlyFiles(paths: readonly string[]): Promise<string[]> {
  const isFile = await Promise.all(
    paths.map(async (path) => (await stat(path).catch(() => undefined))?.isFile() ?? false),
  );
  return paths.filter((_, i) => isFile[i]);
}

function toLogPath(path: string): LogPath {
  return { path, set: path === '-' ? '-' : join(dirname(path), rotationOf(basename(path)).log) };
}

function byLogAndTime(logs: readonly LogPath[]): LogPath[] {
  return logs.toSorted((a, b) => order(a.set, b.set) || byTime(a, b));
}

function byTime(a: LogPath, b: LogPath): number {
  return (
    compareRotations(rotationOf(basename(a.path)), rotationOf(basename(b.path))) || order(a.path, b.path)
  );
}

function undoShellOrder(logs: readonly LogPath[]): LogPath[] {
  const ordered: LogPath[] = [];
  for (let i = 0; i < logs.length; ) {
    let end = i + 1;
    while (end < logs.length && logs[end].set === logs[i].set) end++;
    const run = logs.slice(i, end);
    ordered.push(...(isShellOrder(run) ? run.toSorted(byTime) : run));
    i = end;
  }
  return ordered;
}

/** As the C locale has it, or the others, which pass over punctuation. */
function isShellOrder(logs: readonly LogPath[]): boolean {
  return [order, new Intl.Collator('en').compare, LETTERS_ONLY.compare].some((compare) =>
    logs.every(({ path }, i) => i === 0 || compare(logs[i - 1].path, path) < 0),
  );
}

const LETTERS_ONLY = new Intl.Collator('en', { ignorePunctuation: true });

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
