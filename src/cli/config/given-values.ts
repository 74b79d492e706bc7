import { dirname, isAbsolute, join } from 'node:path';
import { kindOfLoad, ReplayError } from '../../index.ts';
import { UsageError } from '../usage-error.ts';
import { ConfigError } from './config-error.ts';
import type { ConfigKey } from './config-keys.ts';
import { variableOf } from './config-keys.ts';
import type { ConfigNode, Place } from './config-node.ts';
import { type Environment, fillIn, secretsOf } from './fill-in.ts';
import type { Layer } from './profiles.ts';
import { refuseCredentials } from './refuse-credentials.ts';

/** Where a value comes from, the nearest first. */
export type Source =
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'file'; readonly file: string; readonly profile: string | null; readonly at: Place };

/** A key that the environment or a file gives, as texts that the command line would take. */
export interface GivenValue {
  readonly key: ConfigKey;
  readonly source: Source;
  /** The lower, the nearer; the environment is 0. */
  readonly rank: number;
  /** Of a switch `true` or `false`; of a list any number. */
  readonly texts: readonly string[];
  /** The same as it was written, for showing it. */
  readonly written: readonly string[];
  /** Where each stands. */
  readonly places: readonly (Place | null)[];
  /** What of it must be stored and shown nowhere. */
  readonly secrets: readonly string[];
}

/** What the environment gives by the names of keys: `REPRISE_RATE`. */
export function givenByEnvironment(keys: readonly ConfigKey[], env: Environment): GivenValue[] {
  return keys.flatMap((key) => {
    const variable = variableOf(key.key);
    const value = env[variable];
    if (value === undefined || value === '') return [];
    const texts = key.kind === 'list' ? value.split('\n').filter((line) => line.trim() !== '') : [value];
    if (key.kind === 'switch') {
      const word = value.trim().toLowerCase();
      if (!YES.has(word) && !NO.has(word)) {
        throw new UsageError(`${variable}: it is true or false`, key.description);
      }
      texts[0] = String(YES.has(word));
    }
    const source = { from: 'environment', variable } as const;
    return [{ key, source, rank: 0, texts, written: texts, places: texts.map(() => null), secrets: [] }];
  });
}

const YES = new Set(['true', '1', 'yes', 'on']);
const NO = new Set(['false', '0', 'no', 'off']);

/** What a file gives: each key by the nearest layer that has it. */
export function givenByFile(
  file: string,
  layers: readonly Layer[],
  keys: readonly ConfigKey[],
  env: Environment,
): GivenValue[] {
  const fromFolder = (path: string): string =>
    isAbsolute(path) || path === '-' ? path : join(dirname(file), path);
  return layers.flatMap(({ profile, entries }, i) =>
    entries.map(({ key: name, at, value }): GivenValue => {
      const key = keys.find((known) => known.key === name)!;
      const source = { from: 'file', file, profile, at } as const;
      const items: readonly ConfigNode[] = value.kind === 'list' ? value.items : [value];
      const written = items.map((item) => (item.kind === 'scalar' ? item.text : ''));
      const places = items.map((item) => item.at);
      const filled = written.map((text, k) => {
        try {
          refuseCredentials(name, text);
          if (PLACEHOLDERS_OF_ITS_OWN.has(key.attribute)) {
            const own = ownPlaceholders(atFiles(name, text, fromFolder), fromFolder);
            return { text: own, secrets: secretsOf(own, env) };
          }
          const { text: whole, secrets } = fillIn(text, env, fromFolder);
          return { text: isPath(key, whole) ? fromFolder(whole) : whole, secrets };
        } catch (error) {
          throw located(error, source, places[k]!, key);
        }
      });
      const texts = filled.map(({ text }) => text);
      if (key.kind === 'switch' && texts.some((text) => text !== 'true' && text !== 'false')) {
        throw new ConfigError(file, value.at, `${name}: it is true or false`, key.description);
      }
      return {
        key,
        source,
        rank: i + 1,
        texts,
        written,
        places,
        secrets: filled.flatMap(({ secrets }) => secrets),
      };
    }),
  );
}

/** Rules fill in by themselves what requests are sent with: `${uuid}`, and the environment, whose values they never show. */
const PLACEHOLDERS_OF_ITS_OWN: ReadonlySet<string> = new Set(['rewriting', 'body', 'login']);

/** Files that such a text names are looked for where the file of configuration is. */
function ownPlaceholders(text: string, fromFolder: (path: string) => string): string {
  return text.replace(/\$\$\{|\$\{file:([^{}]+)\}/g, (found, path: string | undefined) =>
    path === undefined ? found : `\${file:${fromFolder(path)}}`,
  );
}

function atFiles(name: string, text: string, fromFolder: (path: string) => string): string {
  if (name === 'body') return text.replace(/=@(.+)$/s, (_, path) => `=@${fromFolder(path)}`);
  return name === 'login'
    ? text.replace(/(\s)@(\S.*)$/s, (_, space, path) => `${space}@${fromFolder(path)}`)
    : text;
}

function isPath({ key, option }: ConfigKey, text: string): boolean {
  if (key === 'log') return true;
  if (key === 'load') return kindOfLoad(text) !== 'shapes';
  return option !== null && /<(?:file|folder)\b/.test(option.flags);
}

/** An error about a value, with where it stands, and without what must not be shown. */
export function located(
  error: unknown,
  source: Source,
  at: Place | null,
  { key, description }: ConfigKey,
  secrets: readonly string[] = [],
): unknown {
  if (!(error instanceof Error)) return error;
  const shown = (text: string) =>
    [...secrets, ...secrets.map((secret) => secret.toLowerCase())].reduce(
      (all, secret) => all.replaceAll(secret, 'REDACTED'),
      text,
    );
  const own = `--${key}`;
  const said = shown(error.message).replace(/\.$/, '');
  const rest = said.startsWith(own) ? said.slice(own.length).replace(/^:? ?/, '') : said;
  // After the key it goes on; of a name in capitals, nothing is changed.
  const message = rest.replace(/^[A-Z](?=[a-z]* )/, (letter) => letter.toLowerCase());
  const hint = error instanceof ReplayError ? shown(error.hint) : description;
  if (source.from === 'environment') return new UsageError(`${source.variable}: ${message}`, hint);
  return new ConfigError(source.file, at ?? source.at, `${key}: ${message}`, hint);
}
