import { type Command, InvalidArgumentError, Option } from 'commander';
import type { VerdictAsked } from '../index.ts';
import { addThresholdOptions, type ThresholdFlags, thresholdsOf } from './threshold-options.ts';

export interface VerdictFlags extends ThresholdFlags {
  readonly failOn?: 'worse' | 'not-same' | 'none';
  readonly flaky?: number;
}

/** The options by which a run is held against another one, and made again where it failed. */
export function addVerdictOptions(command: Command): Command {
  command.addOption(
    new Option(
      '--fail-on <what>',
      'exit with 1 where the run is worse than --baseline (last-passed unless one is named), overall or at an endpoint; not-same: unless it is same or better; none',
    ).choices(['worse', 'not-same', 'none']),
  );
  return addThresholdOptions(command).option(
    '--flaky <n>',
    'make a run that failed up to n more times: an alarm is what failed each time',
    parseTimes,
  );
}

export function verdictOf({ failOn, flaky, ...flags }: VerdictFlags): VerdictAsked {
  const asked = failOn !== undefined && failOn !== 'none';
  return { comparison: asked ? { failOn, thresholds: thresholdsOf(flags) } : undefined, flaky };
}

function parseTimes(text: string): number {
  if (!/^\d$/.test(text)) throw new InvalidArgumentError('This is a number of runs from 0 to 9.');
  return Number(text);
}
