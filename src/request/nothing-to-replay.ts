import { ReplayError } from '../errors.ts';
import type { SkipCount } from '../model.ts';

/** Says that a log has no request to send, and what became of its lines. */
export function nothingToReplay(skipped: readonly SkipCount[]): ReplayError {
  const reasons = skipped.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  return new ReplayError(
    'input',
    `nothing in the log can be replayed (skipped: ${reasons || 'nothing'})`,
    'reprise inspect, with the same filters, shows why; --methods and --body let more through',
  );
}
