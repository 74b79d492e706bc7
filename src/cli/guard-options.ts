import { type Command, InvalidArgumentError } from 'commander';
import { parseAllowedTarget, type ReplayOptions } from '../index.ts';
import { durationOption, rateOption, wrapParser } from './option-values.ts';
import { UsageError } from './usage-error.ts';

export interface GuardFlags {
  readonly allowedTargets?: string[];
  readonly iKnow?: true;
  readonly maxRate?: number | 'none';
  readonly waitForTarget?: number;
  readonly health?: string;
  readonly lock?: string;
}

/** The options that keep a run from doing harm, and from beginning at the wrong time. */
export function addGuardOptions(command: Command): Command {
  return command
    .option(
      '--allowed-targets <target>',
      'load no target but this: a URL, or a host such as *.stage.example (repeatable)',
      allowedOption,
    )
    .option('--i-know', 'load a target though it looks like production, or is not allowed')
    .option(
      '--max-rate <rate>',
      'refuse to begin where the plan goes beyond this rate at any time; none: no maximum',
      parseMaxRate,
    )
    .option(
      '--wait-for-target <time>',
      'before the run, wait up to so long for --health to be answered 2xx: 5m',
      durationOption,
    )
    .option(
      '--health <path>',
      'with --wait-for-target: what is asked for, a path or a URL (default: /)',
      parseHealth,
    )
    .option(
      '--lock <file>',
      'let no other run with the same lock go on at the same time (default for a profile: one of its own)',
    );
}

type GuardOptions = Pick<
  ReplayOptions,
  'allowedTargets' | 'iKnow' | 'maxRate' | 'waitForTargetUs' | 'health' | 'lock'
>;

/** A profile has a lock without asking for one, beside the database. */
export function guardsOf(flags: GuardFlags & { readonly db: string }, profile: string | null): GuardOptions {
  const { allowedTargets, iKnow, maxRate, waitForTarget, health, lock, db } = flags;
  if (health !== undefined && waitForTarget === undefined) {
    throw new UsageError(
      '--health says nothing without --wait-for-target',
      'say how long: --wait-for-target 5m',
    );
  }
  return {
    allowedTargets,
    iKnow,
    maxRate: maxRate === 'none' ? undefined : maxRate,
    waitForTargetUs: waitForTarget,
    health,
    lock: lock ?? (profile === null ? undefined : `${db}.${profile}.lock`),
  };
}

function parseMaxRate(text: string): number | 'none' {
  if (text === 'none') return text;
  const rate = rateOption(text);
  if (rate === 'max') throw new InvalidArgumentError('A maximum is a rate: 500, 500/s, 6000/m; or none.');
  return rate;
}

/** Repeatable; checked. */
function allowedOption(text: string, before: readonly string[] = []): string[] {
  wrapParser(parseAllowedTarget)(text);
  return [...before, text];
}

function parseHealth(text: string): string {
  const isUrl = /^https?:\/\//i.test(text) && URL.canParse(text) && new URL(text).username === '';
  if (isUrl || /^\/\S*$/.test(text)) return text;
  throw new InvalidArgumentError('It is a path of the target, /health, or a URL without credentials.');
}
