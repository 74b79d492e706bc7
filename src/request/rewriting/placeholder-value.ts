import { ReplayError } from '../../errors.ts';
import type { PlaceholderValue } from '../../model.ts';
import { nearMiss } from '../../near-miss.ts';

/** Names that a placeholder may have beside the built-in ones. */
export interface KnownNames {
  /** What is captured from the answer to the login. */
  readonly captured: ReadonlySet<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What a file holds, for `${file:/run/secrets/token}`. */
  readonly readSecret?: (path: string) => string;
}

/** What a name of one's own is: no built-in placeholder can have it. */
export function isOwnName(name: string): boolean {
  return OWN_NAME.test(name) && !Object.hasOwn(BUILT_IN, name);
}

/** Finds out what a placeholder stands for. `where` begins a complaint; no value stands in one. */
export function placeholderValue(written: string, names: KnownNames, where: string): PlaceholderValue {
  const [, name = written, argument] = /^(\w+)(?::(.*))?$/s.exec(written) ?? [];
  if (Object.hasOwn(BUILT_IN, name)) {
    const { read, form } = BUILT_IN[name]!;
    const value = read(argument);
    if (value !== null) return value;
    throw new ReplayError('usage', `${where}: ${quoted(written)} is not written so`, `it is ${form}`);
  }
  if (name === 'file' && argument && names.readSecret) {
    return { kind: 'fixed', text: names.readSecret(argument) };
  }
  if (names.captured.has(written)) return { kind: 'captured', name: written };
  const value = OWN_NAME.test(written) ? names.env[written] : undefined;
  if (value) return { kind: 'fixed', text: value };
  if (value === '') {
    const mend = `give it a value: export ${written}=…`;
    throw new ReplayError('usage', `${where}: the environment variable ${written} is empty`, mend);
  }
  throw unknown(written, names, where);
}

interface BuiltIn {
  /** null: it is not written so. */
  readonly read: (argument: string | undefined) => PlaceholderValue | null;
  readonly form: string;
}

const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  uuid: {
    read: (argument) => (argument === undefined || LABEL.test(argument) ? { kind: 'uuid' } : null),
    form: '${uuid}, or with a label, for another one in the same request: ${uuid:b}',
  },
  seq: { read: (argument) => (argument === undefined ? { kind: 'seq' } : null), form: '${seq}' },
  now: {
    read: (argument = 'iso') => {
      const kind = (['iso', 'epoch', 'epochms'] as const).find((form) => form === argument);
      return kind === undefined ? null : { kind };
    },
    form: '${now} (ISO 8601, UTC), ${now:epoch} (seconds since 1970) or ${now:epochms} (milliseconds)',
  },
  random: {
    read: readRange,
    form: '${random:1..100}, both ends among them; with a label: ${random:1..100:b}',
  },
};

function readRange(argument = ''): PlaceholderValue | null {
  const match = /^(-?\d+)\.\.(-?\d+)(?::(.*))?$/s.exec(argument);
  if (match === null || (match[3] !== undefined && !LABEL.test(match[3]))) return null;
  const [from, to] = [Number(match[1]), Number(match[2])];
  return from <= to && Number.isSafeInteger(to - from + 1) && Number.isSafeInteger(from)
    ? { kind: 'random', from, to }
    : null;
}

const OWN_NAME = /^[A-Za-z_]\w*$/;
const LABEL = /^[\w-]+$/;

function unknown(written: string, { captured, env }: KnownNames, where: string): ReplayError {
  const known = [...Object.keys(BUILT_IN), ...captured, ...Object.keys(env).filter((name) => env[name])];
  const near = nearMiss(
    written.toLowerCase(),
    known.map((name) => name.toLowerCase()),
  );
  const meant = known.find((name) => name.toLowerCase() === near);
  const others = [...captured].map((name) => `, \${${name}}`).join('');
  const guess = meant === undefined ? '' : `did you mean \${${exampleOf(meant)}}? `;
  return new ReplayError(
    'usage',
    `${where}: ${quoted(written)} is no placeholder, and no environment variable has this name`,
    `${guess}there are \${uuid}, \${seq}, \${now}, \${random:1..100}${others}, \${file:PATH} and \${NAME} of the environment; $\${ stands for \${ itself`,
  );
}

function exampleOf(name: string): string {
  return name === 'random' ? 'random:1..100' : name;
}

function quoted(written: string): string {
  return `\${${written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written}}`;
}

const LONGEST = 60;
