import { ReplayError } from '../errors.ts';
import type { SkipCount } from '../model.ts';

/** Says that a log has no request to send, what became of its lines, and which methods it has beside those that were asked for. */
export function nothingToReplay(
  skipped: readonly SkipCount[],
  otherMethods: ReadonlySet<string>,
): ReplayError {
  const reasons = skipped.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  return new ReplayError(
    'input',
    `nothing in the log can be replayed (skipped: ${reasons || 'nothing'})`,
    otherMethods.size > 0
      ? `the log has ${[...otherMethods].join(', ')}: name with --methods what is to be replayed; reprise inspect shows the rest`
      : 'reprise inspect, with the same filters, shows why; --methods and --body let more through',
  );
}
