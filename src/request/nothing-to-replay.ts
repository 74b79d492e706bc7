import { ReplayError } from '../errors.ts';
import type { SkipCount } from '../model.ts';
import type { FilterRules } from './request-rules.ts';

/** Says that a log has no request to send, what became of its lines, and which methods it has beside those that were asked for. */
export function nothingToReplay(
  skipped: readonly SkipCount[],
  otherMethods: ReadonlySet<string>,
  { sinceMs, untilMs }: Pick<FilterRules, 'sinceMs' | 'untilMs'> = {},
): ReplayError {
  const reasons = skipped.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  if (skipped.length > 0 && skipped.every(({ reason }) => BY_TIME.has(reason))) {
    const since = sinceMs === undefined ? [] : [`since ${new Date(sinceMs).toISOString()}`];
    const until = untilMs === undefined ? [] : [`before ${new Date(untilMs).toISOString()}`];
    return new ReplayError(
      'input',
      `no request of the log began ${[...since, ...until].join(' and ')} (skipped: ${reasons})`,
      'it may be the log of another day: reprise inspect without --since and --until shows its times; --timezone says whose days are meant',
    );
  }
  return new ReplayError(
    'input',
    `nothing in the log can be replayed (skipped: ${reasons || 'nothing'})`,
    otherMethods.size > 0
      ? `the log has ${[...otherMethods].join(', ')}: name with --methods what is to be replayed; reprise inspect shows the rest`
      : 'reprise inspect, with the same filters, shows why; --methods and --body let more through',
  );
}

const BY_TIME: ReadonlySet<string> = new Set(['before-since', 'after-until']);
