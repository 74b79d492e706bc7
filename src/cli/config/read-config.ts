import { closeSync, openSync, readSync } from 'node:fs';
import { nearMiss, ReplayError } from '../../index.ts';
import { ConfigError } from './config-error.ts';
import { type ConfigKey, ONLY_FLAGS } from './config-keys.ts';
import { type ConfigEntry, type ConfigMap, type ConfigNode, type Place, plainOf } from './config-node.ts';

/** A file of configuration whose keys are all known, and whose values are of the right kinds. */
export interface Config {
  readonly file: string;
  readonly root: ConfigMap;
}

/** A file as far as its shape goes. */
interface LookedAt {
  readonly config: Config;
  /** What is wrong with its keys and the kinds of its values, as it stands in it. */
  readonly wrong: readonly ConfigError[];
}

/** Reads a file and checks its shape; throws at the first thing that is wrong. */
export async function readConfig(file: string, keys: readonly ConfigKey[]): Promise<Config> {
  const { config, wrong } = await lookAtConfig(file, keys);
  if (wrong[0] !== undefined) throw wrong[0];
  return config;
}

/** Reads a file and finds all that is wrong with its shape; throws where it cannot be read at all. */
export async function lookAtConfig(file: string, keys: readonly ConfigKey[]): Promise<LookedAt> {
  const text = readText(file);
  // Both are for those who use a file alone: every command would pay for them.
  const [{ parseYaml }, { shapeProblems, PROFILE_NAME }] = await Promise.all([
    import('./parse-yaml.ts'),
    import('./config-schema.ts'),
  ]);
  const root = parseYaml(text, file);
  const wrong = shapeProblems(plainOf(root), keys).map(({ path, unknownKey }): ConfigError => {
    const { node, at } = nodeAt(root, path);
    if (unknownKey !== undefined) {
      const place = node.kind === 'map' ? node.entries.find(({ key }) => key === unknownKey)?.at : at;
      return unknown(file, place ?? at, unknownKey, path, keys);
    }
    const name = String(path.findLast((part) => typeof part === 'string') ?? '');
    if (path.length === 2 && path[0] === 'profiles' && !PROFILE_NAME.test(name)) {
      return new ConfigError(
        file,
        at,
        `${name} cannot be the name of a profile`,
        'it begins with a letter or digit, and has letters, digits, . _ - in it, 64 at most',
      );
    }
    return new ConfigError(file, node.kind === 'map' ? at : node.at, ...wrongKind(name, node, keys));
  });
  return { config: { file, root }, wrong: wrong.toSorted(inOrder) };
}

/** As they stand in the file. */
function inOrder({ at: a }: ConfigError, { at: b }: ConfigError): number {
  return a === null || b === null ? 0 : a.line - b.line || a.column - b.column;
}

function readText(file: string): string {
  try {
    const bytes = firstBytes(file);
    if (bytes.length > MOST_BYTES) {
      throw new ConfigError(
        file,
        null,
        `it is larger than ${MOST_BYTES / 1024} KiB`,
        'a configuration is a page or two',
      );
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof ReplayError) throw cause;
    if (cause instanceof TypeError) {
      throw new ConfigError(file, null, 'it is not UTF-8', 'save it as UTF-8: iconv -t utf-8');
    }
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigError(
      file,
      null,
      code === 'ENOENT' ? 'no such file' : `cannot be read (${code})`,
      'name the file with -c FILE; reprise init writes one',
    );
  }
}

/** No more than it takes to see that it is too much: a device never ends. */
function firstBytes(file: string): Buffer {
  const open = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(MOST_BYTES + 1);
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read)
      read = readSync(open, bytes, length, bytes.length - length, null);
    return bytes.subarray(0, length);
  } finally {
    closeSync(open);
  }
}

/** A page of text has 3 KiB. */
const MOST_BYTES = 1024 * 1024;

/** What a path leads to, and where its key stands. */
function nodeAt(root: ConfigMap, path: readonly PropertyKey[]): { node: ConfigNode; at: Place } {
  let node: ConfigNode = root;
  let at = root.at;
  for (const part of path) {
    if (node.kind === 'map') {
      const entry: ConfigEntry | undefined = node.entries.find(({ key }) => key === part);
      if (entry === undefined) break;
      node = entry.value;
      at = entry.at;
    } else if (node.kind === 'list' && typeof part === 'number' && node.items[part] !== undefined) {
      node = node.items[part];
      at = node.at;
    }
  }
  return { node, at };
}

function unknown(
  file: string,
  at: Place,
  key: string,
  path: readonly PropertyKey[],
  keys: readonly ConfigKey[],
): ConfigError {
  const reason = Object.hasOwn(ONLY_FLAGS, key) ? ONLY_FLAGS[key] : undefined;
  if (reason !== undefined) {
    return new ConfigError(file, at, `${key}: it belongs on the command line alone`, reason);
  }
  if (key === '<<') {
    return new ConfigError(
      file,
      at,
      '<<: YAML 1.2 has no merge keys',
      'a profile takes over the keys of another by its name: extends: base',
    );
  }
  const own = path.length === 0 ? 'profiles' : 'extends';
  const names = [...keys.map((known) => known.key), own];
  const plain = key.toLowerCase().replaceAll('_', '-').replace(/^-+/, '');
  const near = names.includes(plain) ? plain : nearMiss(plain, names);
  const all = 'keys are the options of run: reprise run --help, docs/configuration.md';
  return new ConfigError(
    file,
    at,
    `${key}: there is no such key`,
    near === undefined ? all : `did you mean ${near}? ${all}`,
  );
}

function wrongKind(
  name: string,
  node: ConfigNode,
  keys: readonly ConfigKey[],
): [message: string, hint: string] {
  if (node.kind === 'scalar' && node.value === null)
    return [`${name}: there is no value`, 'give it one, or take the key away; mind the indentation'];
  const key = keys.find((known) => known.key === name);
  if (key === undefined) {
    if (name === 'profiles')
      return [`${name}: these are no profiles`, 'names, each with its keys indented under it'];
    return name === 'extends'
      ? [`${name}: it is no name of a profile`, 'one profile extends one other: extends: base']
      : [`${name}: it is no profile`, 'its keys stand below it, indented: rate: 100'];
  }
  if (key.kind === 'switch') return [`${name}: it is true or false`, key.description];
  if (key.option?.argChoices)
    return [`${name}: it is one of ${key.option.argChoices.join(', ')}`, key.description];
  return key.kind === 'list'
    ? [`${name}: it is a text, or a list of texts`, `such as ${name}: [a, b]; quote what has a colon in it`]
    : [`${name}: it is one text or number`, key.description];
}
