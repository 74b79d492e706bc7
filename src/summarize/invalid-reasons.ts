import type { Summary } from '../model.ts';
import { rateMade } from './rate-made.ts';

export interface Evidence {
  readonly summary: Summary;
  /** How many outcomes there must be by the plan; null in a closed loop, which has none. */
  readonly expected: number | null;
  /** Requests per second; null in a closed loop. */
  readonly rateAsked: number | null;
  /** Why sender threads died, if any did. */
  readonly lost: readonly string[];
}

/** Why the figures of a run must not be trusted; empty when they can. Each reason is a sentence for a report. */
export function invalidReasons({ summary, expected, rateAsked, lost }: Evidence): string[] {
  const reasons = lost.map((why) => `a sender was lost (${why})`);
  if (summary.planned === 0) return [...reasons, 'nothing was sent'];
  if (expected !== null && expected !== summary.planned) {
    reasons.push(`${expected} requests were planned, ${summary.planned} are accounted for`);
  }
  if (summary.answered === 0) reasons.push('nothing was answered');
  const made = rateMade(summary);
  if (rateAsked !== null && made < rateAsked * ENOUGH && summary.planned > rateAsked * FEW_SECONDS) {
    reasons.push(`the rate was not made (${made.toPrecision(4)}/s of ${rateAsked}/s)`);
  }
  return reasons;
}

/** Below this share of the rate that was asked for, the target did not see the load that the report speaks of. */
const ENOUGH = 0.95;
/** In less time than this the rate says nothing. */
const FEW_SECONDS = 0.5;
