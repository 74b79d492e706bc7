import type { Command } from 'commander';
import { createRedactor, describeRule, type Redactor, type RuleKind, shownUrl } from '../../index.ts';
import { type ConfigKey, variableOf } from './config-keys.ts';
import type { GivenValue, Source } from './given-values.ts';
import { asExpressions, type SettledRun } from './settle-run.ts';

export interface ShownSettings {
  readonly keys: readonly ConfigKey[];
  readonly settled: SettledRun;
  readonly command: Command;
}

interface Row {
  readonly key: string;
  readonly values: readonly string[];
  readonly from: string;
}

/** What is in force, a line each, with where it comes from. */
export function renderSettings(shown: ShownSettings): string[] {
  const { file, profile } = shown.settled;
  const rows = rowsOf(shown).flatMap(({ key, values, from }) =>
    values.map((value, i) => [i === 0 ? `${key}:` : '', value, i === 0 ? from : ''] as const),
  );
  const width = (column: 0 | 1) => Math.min(MOST_WIDTH, Math.max(...rows.map((row) => row[column].length)));
  const [keyWidth, valueWidth] = [width(0), width(1)];
  return [
    `# ${profile === null ? 'what holds for all profiles' : `profile ${profile}`} of ${file}`,
    ...rows.map(([key, value, from]) =>
      `${key.padEnd(keyWidth)} ${value.padEnd(valueWidth)}  ${from === '' ? '' : `# ${from}`}`.trimEnd(),
    ),
  ];
}

const MOST_WIDTH = 50;

/** The same for machines. */
export function settingsJson(shown: ShownSettings): object {
  const { file, profile } = shown.settled;
  return {
    file,
    profile,
    settings: rowsOf(shown).map(({ key, values, from }) => ({ key, values, from })),
  };
}

function rowsOf({ keys, settled, command }: ShownSettings): Row[] {
  const redactor = createRedactor([
    ...asExpressions(settled.secrets),
    ...(settled.given.get('redact')?.texts ?? []),
  ]);
  return keys.flatMap((key): Row[] => {
    const given = settled.given.get(key.key);
    if (given !== undefined) {
      const values = given.texts.map((text) => shownText(key, text, redactor));
      return [{ key: key.key, values, from: sourceText(given.source) }];
    }
    // commander knows one variable by itself: REPRISE_DB.
    if (key.option !== null && command.getOptionValueSource(key.attribute) === 'env') {
      const value = String(command.getOptionValue(key.attribute));
      return [{ key: key.key, values: [value], from: `environment ${variableOf(key.key)}` }];
    }
    const value = defaultOf(key, command);
    return value === undefined ? [] : [{ key: key.key, values: [value], from: 'default' }];
  });
}

function defaultOf({ option, attribute, kind }: ConfigKey, command: Command): string | undefined {
  if (option === null) return undefined;
  const { defaultValue, defaultValueDescription } = option;
  if (kind === 'switch') return String(command.getOptionValue(attribute) ?? false);
  if (defaultValue === undefined) return undefined;
  return defaultValueDescription ?? String(defaultValue);
}

/** As it would be stored with a run. */
function shownText(key: ConfigKey, text: string, redactor: Redactor): string {
  const { key: name, attribute } = key;
  if (name === 'redact') return 'REDACTED';
  // As it was written in a file, it is no URL but the name of one.
  if (name === 'notify' || name === 'ping' || name === 'ship') return shownUrl(text);
  if (attribute === 'rewriting') return redactor.text(describeRule({ kind: name as RuleKind, text })[name]!);
  if (name === 'body' || name === 'login') {
    const [start = '', payload = ''] = splitPayload(name, text);
    return redactor.text(`${redactor.line(start)}${redactor.body(payload)}`);
  }
  if (name === 'set') return redactor.target(`?${text}`).slice(1);
  // Where a token stands is no token.
  return name === 'capture' || name === 'session-key' ? redactor.text(text) : redactor.line(text);
}

/** The payload of such a text is redacted as what it is: a form, or JSON. */
function splitPayload(name: 'body' | 'login', text: string): readonly string[] {
  const [start = ''] = (name === 'body' ? /^[^=]*=/ : /^\s*\S+\s+\S+\s*/).exec(text) ?? [];
  return [start, text.slice(start.length)];
}

function sourceText(source: GivenValue['source'] | Source): string {
  if (source.from === 'environment') return `environment ${source.variable}`;
  const { file, at, profile } = source;
  return `${file}:${at.line}${profile === null ? '' : ` (${profile})`}`;
}
