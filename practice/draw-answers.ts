import type { LatencyRange, WeightedStatus } from './practice-target.ts';
import { seededRandom } from './seeded-random.ts';

/** What one request gets. */
export interface Draw {
  readonly status: number;
  /** The range's `min` plus a whole number of milliseconds. */
  readonly latencyMs: number;
}

/**
 * Gives the sequence of answers that a seed stands for: call n gives draw n. Each draw takes two numbers from the
 * generator, the status first and then the latency, even where there is nothing to choose. So the statuses of a seed
 * stay the same when only the latency is changed, and the other way round.
 */
export function drawAnswers(
  statuses: readonly WeightedStatus[],
  latencyMs: LatencyRange,
  seed: number,
): () => Draw {
  checkStatuses(statuses);
  checkLatency(latencyMs);
  const random = seededRandom(seed);
  const total = statuses.reduce((sum, { weight }) => sum + weight, 0);
  return () => ({ status: pick(statuses, random() * total), latencyMs: within(latencyMs, random()) });
}

function pick(statuses: readonly WeightedStatus[], at: number): number {
  let rest = at;
  for (const { status, weight } of statuses) {
    rest -= weight;
    if (rest < 0) return status;
  }
  // Only when rounding left a crumb.
  return statuses.at(-1)!.status;
}

function within({ min, max }: LatencyRange, share: number): number {
  return Math.min(max, min + Math.floor(share * (Math.floor(max - min) + 1)));
}

function checkStatuses(statuses: readonly WeightedStatus[]): void {
  if (statuses.length === 0) throw new RangeError('a practice target needs a status to answer');
  for (const { status, weight } of statuses) {
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw new RangeError(`a status is a whole number from 200 to 599, not ${status}`);
    }
    if (!(weight > 0 && weight < Infinity)) {
      throw new RangeError(`the weight of status ${status} is a positive number, not ${weight}`);
    }
  }
}

function checkLatency({ min, max }: LatencyRange): void {
  if (min >= 0 && min <= max && max <= LONGEST_TIMER_MS) return;
  throw new RangeError(
    `a latency runs from 0 or more to no more than 24 days, not from ${min} ms to ${max} ms`,
  );
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;
