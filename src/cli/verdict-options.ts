import { type Command, InvalidArgumentError, Option } from 'commander';
import { LAST_PASSED, refuseNameless, type VerdictAsked } from '../index.ts';
import { addThresholdOptions, type ThresholdFlags, thresholdsOf } from './threshold-options.ts';

export interface VerdictFlags extends ThresholdFlags {
  readonly failOn?: 'worse' | 'not-same' | 'none';
  readonly flaky?: number;
  readonly name?: string;
  readonly baseline?: string;
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

/** Refuses to look for the last run of its name that passed where a run has none. */
export function verdictOf({ failOn, flaky, name, baseline, ...flags }: VerdictFlags): VerdictAsked {
  const asked = failOn !== undefined && failOn !== 'none';
  refuseNameless({ name: name ?? null }, baseline ?? (asked ? LAST_PASSED : undefined));
  return { comparison: asked ? { failOn, thresholds: thresholdsOf(flags) } : undefined, flaky };
}

function parseTimes(text: string): number {
  if (!/^\d$/.test(text)) throw new InvalidArgumentError('This is a number of runs from 0 to 9.');
  return Number(text);
}
