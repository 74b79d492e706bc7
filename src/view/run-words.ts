import type { Run } from '../model.ts';
import { commandName } from './command-name.ts';
import { paceWords } from './pace-words.ts';
import { spanWord } from './span-word.ts';

/** The words of the command that makes a run again, and what they lack, in sentences. */
export interface RunAgain {
  readonly words: readonly string[];
  readonly lacking: readonly string[];
}

/**
 * The command that replays the same log in the same way, from what is stored of a run: options that stand at their
 * defaults are left out. Secrets are not stored, and neither are texts of files.
 */
export function runWords(run: Run): RunAgain {
  const { logs, options, target, name, workers } = run;
  const paths = logs.length > MOST_LOGS ? ['LOG…'] : logs.map(({ path }) => path);
  const words = [
    ...[...commandName(), 'run', ...paths, '--target', target],
    ...paceWords(run),
    ...Object.entries(options).flatMap(([key, value]) => optionWords(key, value, options)),
    ...['--workers', String(workers)],
    ...(name === null ? [] : ['--name', name]),
  ];
  return { words, lacking: lackingOf(run, words) };
}

/** Options of a run that the command has no words for, by the names under which they are stored. */
export function optionsWithoutWords({ options }: Pick<Run, 'options'>): string[] {
  return Object.keys(options).filter((key) => !(key in WORDS));
}

function optionWords(key: string, value: unknown, { rewriting }: Run['options']): readonly string[] {
  if (value === null || value === undefined) return [];
  // What the rules come to is stored beside them; an older reprise had no rules.
  if (key === 'headers' && rewriting !== undefined) return [];
  return WORDS[key]?.(value as never) ?? [];
}

function lackingOf(run: Run, words: readonly string[]): string[] {
  const lacking: string[] = [];
  if (run.logs.length > MOST_LOGS) lacking.push('LOG… are the log files below.');
  if (words.some((word) => word.includes('REDACTED')))
    lacking.push('Secrets are not stored: REDACTED stands where they were.');
  const { redact } = run.options;
  if (isGiven(redact)) lacking.push(`What --redact was given (${redact} of them) is not stored either.`);
  const others = optionsWithoutWords(run).filter((key) => isGiven(run.options[key]));
  for (const key of others) lacking.push(`${key} was ${JSON.stringify(run.options[key])}.`);
  return lacking;
}

/** More are not named one by one. */
const MOST_LOGS = 20;

function isGiven(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0)
  );
}

interface PayloadStored {
  readonly file: string | null;
  readonly text: string | null;
}

interface LoginStored extends PayloadStored {
  readonly request: string;
  readonly captures: Readonly<Record<string, string>>;
}

type Words = (value: never) => readonly string[];

const one =
  (flag: string, usual?: unknown): Words =>
  (value: unknown) =>
    value === usual ? [] : [flag, String(value)];
const each =
  (flag: string): Words =>
  (values: readonly unknown[]) =>
    values.flatMap((value) => [flag, String(value)]);
const flag =
  (name: string, when = true): Words =>
  (value: boolean) =>
    value === when ? [name] : [];
const span =
  (flag: string, usualMs?: number): Words =>
  (ms: number) =>
    ms === usualMs ? [] : [flag, spanWord(ms * 1000)];
/** Said by `paceWords`, by the log itself, or in what the command lacks. */
const elsewhere: Words = () => [];

/** Every option under the name by which it is stored. A default that is said here is the one of the command line. */
const WORDS: Readonly<Record<string, Words>> = {
  load: elsewhere,
  as_logged: elsewhere,
  follow: elsewhere,
  users: elsewhere,
  once: elsewhere,
  inside: elsewhere,
  arrivals: one('--arrivals', 'even'),
  seed: one('--seed', 1),
  methods: (methods: readonly string[]) =>
    methods.join() === 'GET,HEAD,OPTIONS' ? [] : ['--methods', methods.join()],
  host: (host: string | { readonly name: string }) =>
    host === 'target' ? [] : ['--host', typeof host === 'string' ? host : host.name],
  headers: (headers: readonly (readonly string[])[]) =>
    headers.flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
  rewriting: (rules: readonly object[]) =>
    rules.flatMap((rule) => Object.entries(rule).flatMap(([kind, text]) => [`--${kind}`, text])),
  login: (login: LoginStored) => [
    ...['--login', `${login.request} ${login.file === null ? login.text : `@${login.file}`}`.trim()],
    ...Object.entries(login.captures).flatMap(([name, where]) => ['--capture', `${name}=${where}`]),
  ],
  clients: (clients: readonly string[]) =>
    clients.flatMap((client) => ['--client', clients.length === 1 ? client.replace(/:1$/, '') : client]),
  settings: (settings: Readonly<Record<string, string>>) =>
    Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]),
  include: each('--include'),
  exclude: each('--exclude'),
  status: one('--status'),
  since: one('--since'),
  until: one('--until'),
  sample: (share: number) => ['--sample', `${Number((share * 100).toPrecision(12))}%`],
  dedupe: flag('--dedupe'),
  bodies: (bodies: readonly (PayloadStored & { readonly requests: string })[]) =>
    bodies.flatMap(({ requests, file, text }) => [
      '--body',
      `${requests}=${file === null ? text : `@${file}`}`,
    ]),
  body_missing: one('--body-missing', 'skip'),
  endpoints: each('--endpoint'),
  format: one('--format'),
  nginx_conf: one('--nginx-conf'),
  merge: flag('--merge'),
  parser: one('--parser'),
  map: one('--map'),
  redact: elsewhere,
  timezone: one('--timezone', 'UTC'),
  sessions: flag('--sessions'),
  session_key: one('--session-key', 'client'),
  session_connections: flag('--session-connections'),
  connections: one('--connections'),
  max_in_flight: one('--max-in-flight', 4096),
  max_overdue_ms: span('--max-overdue', 2000),
  catch_up: (how: number | string) =>
    how === 2 ? [] : ['--catch-up', typeof how === 'number' ? `${how}x` : how],
  timeout_ms: span('--timeout', 30_000),
  connect_timeout_ms: span('--connect-timeout'),
  ttfb_timeout_ms: span('--ttfb-timeout'),
  follow_redirects: one('--follow-redirects', 0),
  save_bodies: one('--save-bodies', 'none'),
  http2: flag('--http2'),
  streams: one('--streams'),
  ca: one('--ca'),
  cert: one('--cert'),
  key: one('--key'),
  servername: one('--servername'),
  resolve: each('--resolve'),
  checks: each('--check'),
  baseline: one('--baseline'),
  stop_when: each('--stop-when'),
  insecure: flag('--insecure'),
  preflight: flag('--no-preflight', false),
};
