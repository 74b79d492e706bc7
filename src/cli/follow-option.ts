import type { LogFlags, RuleFlags } from './log-options.ts';
import type { PaceFlags } from './pace-options.ts';
import { UsageError } from './usage-error.ts';

/** What `--follow` has no use for, with what it is about. */
const REFUSED: readonly (readonly [flag: keyof FollowFlags, option: string, hint: string])[] = [
  ...(
    [
      ['rate', '--rate'],
      ['load', '--load'],
      ['users', '--users'],
      ['asLogged', '--as-logged'],
    ] as const
  ).map(
    ([flag, option]) => [flag, option, 'each request is due when its line is written: leave it out'] as const,
  ),
  ['speed', '--speed', 'what has not been written yet cannot be sent sooner: leave it out'],
  ['maxGap', '--max-gap', 'silence lasts as long as the log is silent: leave it out'],
  ['spawnRate', '--spawn-rate', 'it is about the users of a closed model: leave it out'],
  ['wait', '--wait', 'it is about the users of a closed model: leave it out'],
  ['once', '--once', 'a log that is written has no end: --duration 10m, or Ctrl-C'],
  ['merge', '--merge', 'several logs that are followed are one stream already, as their lines come'],
];

/** The flags that `--follow` may be at odds with. */
export interface FollowFlags extends PaceFlags, LogFlags, RuleFlags {}

/** Refuses what a log that is followed cannot be: started over, scaled, or read beforehand. */
export function checkFollow(flags: FollowFlags): void {
  for (const [flag, option, hint] of REFUSED) {
    if (flags[flag] !== undefined) throw new UsageError(`${option} says nothing with --follow`, hint);
  }
  if (flags.arrivals !== 'even') {
    throw new UsageError('--arrivals says nothing with --follow', 'requests arrive as they are written');
  }
  if (flags.bodyMissing === 'error') {
    throw new UsageError(
      '--body-missing error reads the whole log beforehand, and --follow cannot',
      'take --body-missing skip: lines without a payload are left out and counted',
    );
  }
}
