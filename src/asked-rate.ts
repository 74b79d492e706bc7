import type { ReplayOptions } from './replay-options.ts';
import type { Plan } from './schedule/plan.ts';

/** Requests per second that a run was asked for, on average. What a log asked for is known once it has ended; a rate that changes was another one until the run was ended early. */
export function askedRate(
  { rate, warmupUs }: ReplayOptions,
  { meanRate, durationUs }: Plan,
  planned: number,
  plannedUs: number,
): number | null {
  const endedEarly = typeof rate === 'object' && plannedUs < (durationUs ?? 0);
  if (meanRate !== null && !endedEarly) return meanRate;
  return plannedUs > warmupUs ? planned / ((plannedUs - warmupUs) / 1e6) : meanRate;
}
