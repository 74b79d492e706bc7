import type { Schedule } from './schedule.ts';

/**
 * `rate` arrivals a second, evenly: arrival n is due at n / rate, the first at 0. In a duration D there are as many
 * as are due before its end: ceil(rate · D).
 */
export function constantRate(rate: number, durationUs: number | null): Schedule {
  const count = durationUs === null ? Infinity : countBefore(rate, durationUs);
  return { dueAtUs: (seq) => Math.round((seq * 1e6) / rate), count };
}

function countBefore(rate: number, durationUs: number): number {
  const exact = (rate * durationUs) / 1e6;
  const nearest = Math.round(exact);
  // 0.1/s · 10 s must be 1, not 2 because of the last binary digit.
  return Math.abs(exact - nearest) < 1e-9 * Math.max(1, exact) ? nearest : Math.ceil(exact);
}
