import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { nearMiss } from '../../index.ts';
import { UsageError } from '../usage-error.ts';
import { type ConfigKey, variableOf } from './config-keys.ts';
import type { Environment } from './fill-in.ts';

/** The environment, that of the process if nothing is said, and beneath it what a file of `NAME=value` lines says, where one was named. */
export function environmentOf(envFile: string | undefined, env: Environment = process.env): Environment {
  if (envFile === undefined) return env;
  try {
    return { ...parseEnv(readFileSync(envFile, 'utf8')), ...env };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(
      `--env-file ${envFile}: ${code === 'ENOENT' ? 'no such file' : `cannot be read (${code})`}`,
      'it is a file of lines such as NAME=value',
    );
  }
}

/** Variables that nearly have the name of an option: what is set there would be passed over in silence. */
export function misspelled(env: Environment, keys: readonly ConfigKey[]): string[] {
  const names = keys.map(({ key }) => variableOf(key));
  return Object.keys(env).flatMap((name) => {
    if (!name.startsWith('REPRISE_') || names.includes(name)) return [];
    const near = nearMiss(
      name.slice(PREFIX),
      names.map((known) => known.slice(PREFIX)),
    );
    return near === undefined ? [] : `${name} in the environment is no option: is REPRISE_${near} meant?`;
  });
}

const PREFIX = 'REPRISE_'.length;
