import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ReplayError } from '../errors.ts';
import { cannotRead } from './cannot-read.ts';

/** A log that is to be followed. */
export interface FollowedPath {
  readonly path: string;
  /** Standard input and pipes bring their lines by themselves, and can be opened only once. */
  readonly kind: 'file' | 'stream';
}

/** Checks the logs that are to be followed. One that is not there yet may come, in a folder that is there. */
export function findFollowed(words: readonly string[]): Promise<FollowedPath[]> {
  return Promise.all([...new Set(words)].map(find));
}

async function find(path: string): Promise<FollowedPath> {
  if (path === '-') return { path, kind: 'stream' };
  const stats = await stat(path).catch((cause) => notThere(path, cause));
  if (stats?.isDirectory()) {
    throw new ReplayError(
      'input',
      `${path}: is a folder`,
      'name the logs in it that are being written: --follow folder/access.log',
    );
  }
  return { path, kind: stats === null || stats.isFile() ? 'file' : 'stream' };
}

async function notThere(path: string, cause: NodeJS.ErrnoException): Promise<null> {
  if (cause.code !== 'ENOENT') throw cannotRead(path, cause);
  await stat(dirname(path)).catch(() => {
    throw cannotRead(path, cause);
  });
  return null;
}
