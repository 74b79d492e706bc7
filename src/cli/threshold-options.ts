import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ChangeThresholds, DEFAULT_THRESHOLDS, parseDuration } from '../index.ts';
import { wrapParser } from './option-values.ts';

export interface ThresholdFlags {
  readonly minEffect: number;
  readonly minTime: number;
  readonly minShare: number;
}

/** The options that say from when on a difference between two runs is a change. */
export function addThresholdOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--min-effect <share>', 'a time or rate has changed from so much on')
        .argParser(parseShare)
        .default(DEFAULT_THRESHOLDS.effect, '5%'),
    )
    .addOption(
      new Option('--min-time <time>', 'and a time by so much; 0: any')
        .argParser(wrapParser((text) => (text === '0' ? 0 : parseDuration(text))))
        .default(DEFAULT_THRESHOLDS.timeUs, '1ms'),
    )
    .addOption(
      new Option(
        '--min-share <points>',
        'a share of requests (5xx, failed…) has changed from so many points on',
      )
        .argParser(parseShare)
        .default(DEFAULT_THRESHOLDS.share, '0.1%'),
    );
}

export function thresholdsOf({ minEffect, minTime, minShare }: ThresholdFlags): ChangeThresholds {
  return { effect: minEffect, timeUs: minTime, share: minShare };
}

/** `5%`, `0.5%` or `0.05` → the part. */
function parseShare(text: string): number {
  const [, digits, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('This is a share: 5%, 0.5%, or 0.05.');
  return Number(digits) / (percent === '%' ? 100 : 1);
}
