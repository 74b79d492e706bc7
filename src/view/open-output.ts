import { randomUUID } from 'node:crypto';
import { createWriteStream, openSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { isatty } from 'node:tty';
import { makeFolders } from '../make-folders.ts';
import { outputError } from './output-error.ts';

/** Something to write to, which is either kept or discarded in the end. */
export interface Output {
  readonly stream: Writable;
  readonly isTerminal: boolean;
  /** All is written. */
  keep(): Promise<void>;
  /** It came to nothing: no trace is left but of a folder that was made, and what stood there stands there still. */
  discard(): void;
}

/**
 * Opens a file to be written under another name beside it, which becomes its own once all is written: nobody ever sees half a file. Its folder is
 * made where it is missing. What is no file (a pipe, `/dev/null`) is written to as it is. `option` is the one that named it.
 */
export function openOutput(path: string, option?: string): Output {
  try {
    return open(path);
  } catch (cause) {
    throw outputError(cause, path, option);
  }
}

function open(path: string): Output {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR', syscall: 'open' });
  if (existing && !existing.isFile()) return openAsItIs(path, existing.isCharacterDevice());
  // Behind a symbolic link the file itself, wherever it is, is replaced.
  const target = existing ? realpathSync(path) : path;
  if (!existing) makeFolders(dirname(path));
  const { partial, fd } = openPartial(target, existing?.mode);
  const stream = createWriteStream(partial, { fd, flush: true });
  return {
    stream,
    isTerminal: false,
    keep: async () => {
      stream.end();
      await finished(stream);
      renameSync(partial, target);
    },
    discard: () => {
      stream.destroy();
      rmSync(partial, { force: true });
    },
  };
}

/** In a container process ids are the same again and again: what one of them that was killed left is not in the way. */
function openPartial(target: string, mode: number | undefined): { partial: string; fd: number } {
  const partial = `${target}.${process.pid}.partial`;
  try {
    return { partial, fd: openSync(partial, 'wx', mode) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const another = `${target}.${process.pid}-${randomUUID().slice(0, 8)}.partial`;
    return { partial: another, fd: openSync(another, 'wx', mode) };
  }
}

function openAsItIs(path: string, isDevice: boolean): Output {
  const fd = isDevice ? openSync(path, 'w') : undefined;
  const stream = createWriteStream(path, { fd });
  return {
    stream,
    isTerminal: fd !== undefined && isatty(fd),
    keep: async () => {
      stream.end();
      await finished(stream);
    },
    discard: () => {
      stream.destroy();
    },
  };
}

/** A stream of somebody else's, such as stdout, which is left open. */
export function borrowOutput(stream: Writable): Output {
  const isTerminal = (stream as { isTTY?: boolean }).isTTY === true;
  return { stream, isTerminal, keep: async () => {}, discard: () => {} };
}
