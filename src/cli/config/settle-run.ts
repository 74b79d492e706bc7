import type { Command } from 'commander';
import { UsageError } from '../usage-error.ts';
import { configFileOf, splitWords } from './choose-profile.ts';
import { type ConfigKey, configKeys } from './config-keys.ts';
import { environmentOf, misspelled } from './environment.ts';
import type { Environment } from './fill-in.ts';
import { givenByEnvironment, givenByFile } from './given-values.ts';
import { layersOf } from './profiles.ts';
import { type Config, readConfig } from './read-config.ts';
import { applySettings, type Settings } from './settings.ts';

interface SettleFlags {
  readonly config?: string;
  readonly profile?: string;
  readonly envFile?: string;
}

/** What a run is to do, wherever it was said. */
export interface SettledRun extends Settings {
  readonly profile: string | null;
  /** The file of configuration; null: none was asked for. */
  readonly file: string | null;
  readonly env: Environment;
  /** What is to be said of the environment. */
  readonly warnings: readonly string[];
}

/**
 * Puts together what flags, the environment and a file of configuration say, each before the next; the command holds it
 * afterwards, as if it had been said by flags. `words` are the arguments: a profile, or logs.
 */
export async function settleRun(command: Command, words: readonly string[]): Promise<SettledRun> {
  const flags = command.opts<SettleFlags>();
  const keys = configKeys(command);
  const env = environmentOf(flags.envFile);
  const file = configFileOf(words, flags.config, flags.profile);
  if (file === null) return settle(command, keys, env, null, null, words);
  const config = await readConfig(file, keys);
  const { profile, logs } = splitWords(config, words, flags.profile);
  // A file that nobody named is there for its profiles alone.
  const isMeant = flags.config !== undefined || profile !== null;
  return settle(command, keys, env, isMeant ? config : null, profile, logs);
}

/** The same for a profile of a file that was read; the command has no flags but those of `command`. */
export function settle(
  command: Command,
  keys: readonly ConfigKey[],
  env: Environment,
  config: Config | null,
  profile: string | null,
  logs: readonly string[],
  mustBeWhole = true,
): SettledRun {
  const ofFile =
    config === null ? [] : givenByFile(config.file, layersOf(config.root, config.file, profile), keys, env);
  const settings = applySettings(command, keys, [...givenByEnvironment(keys, env), ...ofFile], logs);
  if (mustBeWhole && settings.logs.length === 0) {
    throw new UsageError(
      'no log was named',
      'name a file, or - for standard input; or a profile: -c reprise.yaml NAME',
    );
  }
  return { ...settings, profile, file: config?.file ?? null, env, warnings: misspelled(env, keys) };
}

/** Expressions that match secrets as they are, and as the name of a host is written, for `--redact`; shorter ones would match by chance. */
export function asExpressions(secrets: readonly string[]): string[] {
  return withLowerCase(secrets)
    .filter(({ length }) => length >= SHORTEST)
    .map((secret) => secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
}

const SHORTEST = 4;

function withLowerCase(secrets: readonly string[]): string[] {
  return [...new Set(secrets.flatMap((secret) => [secret, secret.toLowerCase()]))];
}
