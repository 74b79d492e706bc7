import type { Command } from 'commander';
import type { RewriteRule } from '../../index.ts';
import { UsageError } from '../usage-error.ts';
import { ConfigError } from './config-error.ts';
import type { ConfigKey } from './config-keys.ts';
import { DISPLACED } from './displaced.ts';
import { type GivenValue, located } from './given-values.ts';

/** What is in force for a run beside its flags, which commander has. */
export interface Settings {
  /** By key, what was given and holds: of the nearest place that says something, unless something nearer makes it void. */
  readonly given: ReadonlyMap<string, GivenValue>;
  readonly logs: readonly string[];
  /** What must be stored and shown nowhere. */
  readonly secrets: readonly string[];
}

/**
 * Puts what the environment and a file give into a command, through the parsers of its options: whatever the command line
 * refuses is refused alike. Flags are left as they are.
 */
export function applySettings(
  command: Command,
  keys: readonly ConfigKey[],
  values: readonly GivenValue[],
  logs: readonly string[],
): Settings {
  const given = nearest(command, keys, values, logs.length > 0);
  refuseContradictions(given);
  const rules: RewriteRule[] = [];
  for (const value of [...given.values()].sort(inOrderWritten)) {
    const { key, texts } = value;
    if (key.option === null) continue;
    if (key.attribute === 'rewriting') rules.push(...((parsed(value) as RewriteRule[] | undefined) ?? []));
    else if (key.kind !== 'switch') set(command, value, parsed(value));
    else if (texts[0] === 'true' || key.option.negate) set(command, value, texts[0] === 'true');
  }
  takeBack(command, keys);
  const flags: readonly RewriteRule[] = command.getOptionValue('rewriting') ?? [];
  if (rules.length > 0) command.setOptionValueWithSource('rewriting', [...rules, ...flags], 'config');
  return {
    given,
    logs: logs.length > 0 ? logs : (given.get('log')?.texts ?? []),
    secrets: [...given.values()].flatMap(({ secrets }) => secrets),
  };
}

/** Flags come before the environment, that before the profile, and so on to the top of the file. */
function nearest(
  command: Command,
  keys: readonly ConfigKey[],
  values: readonly GivenValue[],
  hasLogs: boolean,
): Map<string, GivenValue> {
  const ranks = new Map<string, number>();
  for (const key of keys) if (isFlag(command, key, hasLogs)) ranks.set(key.key, FLAG);
  const given = new Map<string, GivenValue>();
  for (const value of values.toSorted((a, b) => a.rank - b.rank)) {
    const { key } = value.key;
    if (ranks.has(key)) continue;
    given.set(key, value);
    ranks.set(key, value.rank);
  }
  const meansNothing = ({ key, texts }: GivenValue) =>
    key.kind === 'switch' && texts[0] === 'false' && !key.option!.negate;
  for (const [key, rank] of ranks) {
    const value = given.get(key);
    if (value !== undefined && meansNothing(value)) continue;
    for (const other of DISPLACED[key] ?? []) {
      const otherRank = given.get(other)?.rank;
      if (otherRank !== undefined && otherRank > rank) given.delete(other);
    }
  }
  for (const [key, value] of given) if (meansNothing(value)) given.delete(key);
  return given;
}

const FLAG = -1;

function isFlag(command: Command, key: ConfigKey, hasLogs: boolean): boolean {
  if (key.option === null) return hasLogs;
  if (key.attribute === 'rewriting') {
    const rules: readonly RewriteRule[] = command.getOptionValue('rewriting') ?? [];
    return rules.some(({ kind }) => kind === key.key);
  }
  const source = command.getOptionValueSource(key.attribute);
  // commander's own environment is REPRISE_DB, which is one of those.
  return source === 'cli' || source === 'env';
}

/** What commander says of two flags is said of two keys. */
function refuseContradictions(given: ReadonlyMap<string, GivenValue>): void {
  for (const value of given.values()) {
    for (const attribute of conflictsOf(value.key)) {
      const other = [...given.values()].find(({ key }) => key.attribute === attribute);
      if (other === undefined) continue;
      const { key, source } = value;
      const message = `${key.key} cannot be used with ${other.key.key}`;
      const hint = 'take one of them away';
      if (source.from === 'file') throw new ConfigError(source.file, source.at, message, hint);
      throw new UsageError(`${source.variable}: ${message}`, hint);
    }
  }
}

/** commander keeps them to itself. */
function conflictsOf({ option }: ConfigKey): readonly string[] {
  return (option as { conflictsWith?: readonly string[] } | null)?.conflictsWith ?? [];
}

/** undefined where there are no texts: nothing is given. */
function parsed({ key, texts, source, places, secrets }: GivenValue): unknown {
  const { option } = key;
  let value: unknown;
  texts.forEach((text, i) => {
    try {
      value = option!.parseArg ? option!.parseArg(text, value as never) : text;
    } catch (error) {
      throw located(error, source, places[i] ?? null, key, secrets);
    }
  });
  return value;
}

function set(command: Command, { key, source }: GivenValue, value: unknown): void {
  if (value === undefined) return;
  command.setOptionValueWithSource(key.attribute, value, source.from === 'file' ? 'config' : 'env');
}

/** `--no-once` says no more than that nothing is said of it. */
function takeBack(command: Command, keys: readonly ConfigKey[]): void {
  for (const { option, attribute, kind } of keys) {
    if (kind !== 'switch' || option!.negate || command.getOptionValue(attribute) !== false) continue;
    command.setOptionValueWithSource(attribute, undefined, 'default');
  }
}

/** Rules are applied in the order in which they stand; those of the top of a file before those of a profile. */
function inOrderWritten(a: GivenValue, b: GivenValue): number {
  const [x, y] = [a.source, b.source];
  if (b.rank !== a.rank || x.from !== 'file' || y.from !== 'file') return b.rank - a.rank;
  return x.at.line - y.at.line || x.at.column - y.at.column;
}
