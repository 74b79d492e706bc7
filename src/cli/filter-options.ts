import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  BODY_MISSING,
  compileExpression,
  type FilterRules,
  parseBodyRules,
  parseStatuses,
  type RequestRules,
  SAFE_METHODS,
} from '../index.ts';
import { parseMethods, wrapParser } from './option-values.ts';
import { parseInstant } from './parse-instant.ts';
import { UsageError } from './usage-error.ts';

/** The options that decide which requests of a log are replayed, and with what payload where the log has none. */
export function addFilterOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--methods <list>', 'replay these methods')
        .argParser(parseMethods)
        .default([...SAFE_METHODS], SAFE_METHODS.join()),
    )
    .option(
      '--include <re>',
      'only requests whose path and query match this regular expression (RE2, anywhere in it; repeatable: any of them)',
      expressions('--include'),
    )
    .option(
      '--exclude <re>',
      'no requests whose path and query match this (repeatable)',
      expressions('--exclude'),
    )
    .option(
      '--status <list>',
      'only what was answered so the first time: 2xx,304,404; none: the log has no verdict (-, 0, 444, 499)',
      wrapParser(checkStatuses),
    )
    .option(
      '--since <time>',
      "only what began then or later: 2026-09-15T10:00[:00][Z|+02:00], 10:00, today, yesterday (no zone: that of --timezone, or else this machine's), -1h (before now), epoch",
      instant,
    )
    .option('--until <time>', 'only what began before then', instant)
    .option(
      '--sample <share>',
      'only this share of the clients (address and user agent), each as a whole, the same in every run: 10%',
      parseShare,
    )
    .option('--dedupe', 'each distinct request (method, target, headers, body) once a pass through the log')
    .option(
      "--body <'METHOD /path=text'>",
      "send this, or @file, where the log has no payload; in the path :name is one segment, * anything (repeatable: the first that matches): 'POST /items/:id=@item.json'",
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .addOption(
      new Option(
        '--body-missing <what>',
        'POST, PUT, PATCH whose payload is not in the log: leave out, send without, or do not begin the run',
      )
        .choices(BODY_MISSING)
        .default('skip'),
    );
}

export interface FilterFlags {
  readonly methods: string[];
  readonly include?: string[];
  readonly exclude?: string[];
  readonly status?: string;
  /** As it was written: what it means hangs on the zone. */
  readonly since?: string;
  readonly until?: string;
  readonly timezone?: string;
  readonly sample?: number;
  readonly dedupe?: true;
  readonly body?: string[];
  readonly bodyMissing: RequestRules['bodyMissing'];
}

type FilterOptions = Pick<RequestRules, 'methods' | 'filter' | 'bodies' | 'bodyMissing'>;

/** `headers` are sent with every request: what they say of the payload has to be true of it. */
export function filterOf(flags: FilterFlags, headers: readonly (readonly [string, string])[]): FilterOptions {
  const { include, exclude, status, sample, dedupe = false } = flags;
  const nowMs = Date.now();
  const sinceMs = momentOf(flags.since, nowMs, flags);
  const untilMs = momentOf(flags.until, nowMs, flags);
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs >= untilMs) {
    throw new UsageError(
      `nothing is between --since ${iso(sinceMs)} and --until ${iso(untilMs)}`,
      'the first has to be before the second',
    );
  }
  const filter: FilterRules = { include, exclude, status, sinceMs, untilMs, sample, dedupe };
  const bodies = parseBodyRules(flags.body ?? [], headers, readFileSync);
  return { methods: new Set(flags.methods), filter, bodies, bodyMissing: flags.bodyMissing };
}

function expressions(option: string) {
  return (text: string, before: readonly string[] = []): string[] => {
    compileExpression(text, option);
    return [...before, text];
  };
}

function checkStatuses(text: string): string {
  parseStatuses(text);
  return text;
}

function momentOf(
  text: string | undefined,
  nowMs: number,
  { timezone }: Pick<FilterFlags, 'timezone'>,
): number | undefined {
  if (text === undefined) return undefined;
  try {
    return parseInstant(text, nowMs, timezone);
  } catch {
    throw new UsageError(
      `--timezone ${timezone}: no such time zone`,
      'name one such as UTC, +02:00, Europe/Berlin, or local for that of this machine',
    );
  }
}

function instant(text: string): string {
  const ms = parseInstant(text, Date.now());
  if (ms === undefined || Number.isNaN(ms)) {
    throw new InvalidArgumentError(
      'A time is 2026-09-15T10:00:00Z, 2026-09-15 10:00, 10:00, today, yesterday, now, -90m, -2d, or seconds since 1970.',
    );
  }
  return text;
}

/** `10%` or `0.1` → 0.1. */
function parseShare(text: string): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(text.trim());
  const share = match ? Number(match[1]) / (match[2] === '%' ? 100 : 1) : 0;
  if (!(share > 0 && share <= 1)) {
    throw new InvalidArgumentError('A share is above 0% and up to 100%: 10%, 0.5%, or 0.1.');
  }
  return share;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
