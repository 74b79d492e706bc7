import { type Command, Option } from 'commander';
import { kindOfLoad, parseLoad, type ReplayOptions } from '../index.ts';
import {
  durationOption,
  parseCount,
  parseSeed,
  parseSpeed,
  rateOption,
  waitOption,
  wrapParser,
} from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** The options that decide how fast requests are sent, and for how long. */
export function addPaceOptions(command: Command): Command {
  return command
    .option(
      '--rate <rate>',
      'requests a second: 100, 100/s, 6000/m; max: as fast as answers come',
      rateOption,
    )
    .addOption(
      new Option(
        '--load <shapes>',
        "a rate that changes: 'line(10,100,1m) const(100,8m)', step, wave; ./shape.ts; points.csv",
      )
        .argParser(wrapParser(checkLoad))
        .conflicts(['rate']),
    )
    .addOption(
      new Option('--users <n>', 'a closed model: so many send, wait for the answer, pause, and send again')
        .argParser(parseCount)
        .conflicts(['rate', 'load', 'asLogged', 'connections']),
    )
    .option('--spawn-rate <rate>', 'with --users: so many begin a second; without, all at once', rateOption)
    .option('--wait <time>', 'with --users: how long each pauses, any time between two: 0s..2s', waitOption)
    .addOption(
      new Option('--as-logged', "the log's own timing; with --rate, its shape scaled to that mean").conflicts(
        ['load'],
      ),
    )
    .option(
      '--follow',
      'each request when its line is written, until --duration or Ctrl-C (never with the log of the target itself)',
    )
    .option(
      '--speed <factor>',
      'with --as-logged: 2 is twice as fast as it was, 0.5 half as fast',
      parseSpeed,
    )
    .option(
      '--max-gap <time>',
      'with --as-logged: shorten a longer silence of the log to this',
      durationOption,
    )
    .addOption(
      new Option('--arrivals <how>', 'as even as the rate, or at random as from many clients')
        .choices(['even', 'poisson'])
        .default('even'),
    )
    .option('--seed <n>', 'the same seed gives the same random arrivals and pauses', parseSeed, 1)
    .option(
      '--duration <time>',
      'for so long, starting the log over when it ends: 90s, 10m, 1h30m',
      durationOption,
    )
    .option(
      '--warmup <time>',
      'send for so long before the duration: stored and marked, but in no figure',
      durationOption,
    )
    .option('--once', 'end with the log, even when the duration is longer');
}

function checkLoad(text: string): string {
  if (kindOfLoad(text) === 'shapes') parseLoad(text);
  return text;
}

export interface PaceFlags {
  readonly rate?: number | 'max';
  readonly load?: string;
  readonly users?: number;
  readonly spawnRate?: number | 'max';
  readonly wait?: readonly [number, number];
  readonly asLogged?: true;
  readonly follow?: true;
  readonly speed?: number;
  readonly maxGap?: number;
  readonly arrivals: ReplayOptions['arrivals'];
  readonly seed: number;
  readonly duration?: number;
  readonly warmup?: number;
  readonly once?: true;
}

type PaceOptions = Pick<ReplayOptions, 'rate' | 'durationUs' | 'warmupUs' | 'once' | 'arrivals' | 'seed'>;

export function paceOf(flags: PaceFlags): PaceOptions {
  const { rate, load, arrivals, seed, duration, warmup, once } = flags;
  const rest = {
    arrivals,
    seed,
    warmupUs: warmup ?? 0,
    durationUs: duration ?? null,
    once: once ?? duration === undefined,
  };
  if (flags.follow) return { ...rest, rate: 'follow', once: true };
  if (flags.asLogged) return { ...rest, rate: asLogged(flags) };
  if (flags.speed !== undefined || flags.maxGap !== undefined) {
    const option = flags.speed !== undefined ? '--speed' : '--max-gap';
    throw new UsageError(`${option} says nothing without --as-logged`, 'it changes the timing of the log');
  }
  if (flags.users !== undefined) return { ...rest, rate: users(flags) };
  if (flags.spawnRate !== undefined || flags.wait !== undefined) {
    const option = flags.wait !== undefined ? '--wait' : '--spawn-rate';
    throw new UsageError(`${option} says nothing without --users`, 'it is about the users of a closed model');
  }
  if (load !== undefined) {
    if (duration !== undefined && kindOfLoad(load) !== 'function') {
      throw new UsageError('--load has a duration of its own', 'leave --duration out, or change the load');
    }
    return { ...rest, rate: { load }, once: once ?? false };
  }
  if (rate === undefined) {
    throw new UsageError(
      'no rate was given',
      'say how fast: --rate 100 (a second), --rate max, --load, --as-logged, --follow, or --users',
    );
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
  return { ...rest, rate };
}

function users({ users: count, spawnRate, wait, duration, once, arrivals }: PaceFlags): PaceOptions['rate'] {
  if (duration === undefined && !once) {
    throw new UsageError('--users needs an end', 'say how long: --duration 5m, or --once for the log once');
  }
  if (arrivals !== 'even') {
    throw new UsageError('--arrivals says nothing with --users', 'users send when they have their answers');
  }
  const spawn = spawnRate === undefined || spawnRate === 'max' ? null : spawnRate;
  return { users: { count: count!, spawnRate: spawn, waitUs: wait ?? [0, 0] } };
}

function asLogged({ rate, speed, maxGap, arrivals }: PaceFlags): PaceOptions['rate'] {
  if (rate === 'max') {
    throw new UsageError(
      '--as-logged and --rate max are two different paces',
      "take one; --as-logged --rate 100 scales the log's own shape",
    );
  }
  if (rate !== undefined && speed !== undefined) {
    throw new UsageError('--rate and --speed both scale the log', 'take one of them');
  }
  if (arrivals !== 'even') {
    throw new UsageError(
      '--arrivals says nothing with --as-logged',
      'requests arrive as they did in the log',
    );
  }
  return { asLogged: { speed: speed ?? 1, maxGapUs: maxGap ?? null, meanRate: rate ?? null } };
}
