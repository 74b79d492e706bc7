import { type Command, Option } from 'commander';
import { parseLoad, type ReplayOptions } from '../index.ts';
import { parseDuration, parseRate, parseSeed, wrapParser } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** The options that decide how fast requests are sent, and for how long. */
export function addPaceOptions(command: Command): Command {
  return command
    .option('--rate <rate>', 'requests a second: 100, 100/s, 6000/m; max: as fast as answers come', parseRate)
    .addOption(
      new Option('--load <shapes>', "a rate that changes: 'line(10,100,1m) const(100,8m)'; also step, wave")
        .argParser(wrapParser(checkLoad))
        .conflicts(['rate', 'duration']),
    )
    .addOption(
      new Option('--arrivals <how>', 'as even as the rate, or at random as from many clients')
        .choices(['even', 'poisson'])
        .default('even'),
    )
    .option('--seed <n>', 'the same seed gives the same random arrivals', parseSeed, 1)
    .option(
      '--duration <time>',
      'for so long, starting the log over when it ends: 90s, 10m, 1h30m',
      parseDuration,
    )
    .option('--once', 'end with the log, even when the duration is longer');
}

function checkLoad(text: string): string {
  parseLoad(text);
  return text;
}

export interface PaceFlags {
  readonly rate?: number | 'max';
  readonly load?: string;
  readonly arrivals: ReplayOptions['arrivals'];
  readonly seed: number;
  readonly duration?: number;
  readonly once?: true;
}

type PaceOptions = Pick<ReplayOptions, 'rate' | 'durationUs' | 'once' | 'arrivals' | 'seed'>;

export function paceOf({ rate, load, arrivals, seed, duration, once }: PaceFlags): PaceOptions {
  if (load !== undefined) return { rate: { load }, durationUs: null, once: once ?? false, arrivals, seed };
  if (rate === undefined) {
    throw new UsageError('no rate was given', 'say how fast: --rate 100 (a second), --rate max, or --load');
  }
  if (rate === 'max' && duration === undefined && !once) {
    throw new UsageError(
      '--rate max needs an end',
      'say how long: --duration 30s, or --once for the log once',
    );
  }
  if (rate === 'max' && arrivals !== 'even') {
    throw new UsageError('--arrivals says nothing with --rate max', 'a closed loop sends when answers come');
  }
  return { rate, durationUs: duration ?? null, once: once ?? duration === undefined, arrivals, seed };
}
