import { existsSync } from 'node:fs';
import { nearMiss } from '../../index.ts';
import { UsageError } from '../usage-error.ts';
import { profileNames } from './profiles.ts';
import type { Config } from './read-config.ts';

/** The file that is read where none is named but a profile is. */
export const DEFAULT_FILE = 'reprise.yaml';

/**
 * Which file of configuration is meant by the words of a command: the one that is named; or `reprise.yaml` here, where the first
 * word can be a profile of it, and is no file.
 */
export function configFileOf(
  words: readonly string[],
  named: string | undefined,
  profile: string | undefined,
): string | null {
  if (named !== undefined) return named;
  if (profile !== undefined) return DEFAULT_FILE;
  const [first] = words;
  if (first === undefined || !isWord(first) || existsSync(first)) return null;
  return existsSync(DEFAULT_FILE) ? DEFAULT_FILE : null;
}

/** Of the words of a command: the profile, if there is one, and the logs. A word with a dot in it is a log that is missing rather than a profile that there is not. */
export function splitWords(
  { file, root }: Config,
  words: readonly string[],
  profile: string | undefined,
): { readonly profile: string | null; readonly logs: readonly string[] } {
  if (profile !== undefined) return { profile, logs: words };
  const [first, ...others] = words;
  if (first === undefined || !isWord(first) || existsSync(first)) return { profile: null, logs: words };
  const names = profileNames(root);
  if (names.includes(first)) return { profile: first, logs: others };
  const near = nearMiss(first, names);
  if (first.includes('.') && !near?.includes('.')) return { profile: null, logs: words };
  const list = names.length === 0 ? 'it names none (under profiles:)' : `it has ${names.join(', ')}`;
  throw new UsageError(
    `${first}: no file has this name, and no profile of ${file}`,
    near === undefined ? list : `did you mean ${near}? ${list}`,
  );
}

/** Neither a path, nor a pattern, nor standard input. */
function isWord(text: string): boolean {
  return /^[A-Za-z0-9][\w.-]*$/.test(text);
}
