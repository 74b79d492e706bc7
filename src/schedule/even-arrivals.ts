import type { LoadShape } from './load-shape.ts';
import type { Schedule } from './schedule.ts';

/**
 * Arrivals as even as the rate: arrival n is due when n arrivals' worth has passed, the first at 0. There are as many as are
 * due before the end: ⌈total⌉.
 */
export function evenArrivals(shape: LoadShape): Schedule {
  return {
    dueAtUs: (seq) => Math.round(shape.timeAt(Math.min(seq, shape.total)) * 1e6),
    count: wholeArrivals(shape.total),
  };
}

/** 0.1/s · 10 s must be 1, not 2 because of the last binary digit. */
function wholeArrivals(total: number): number {
  const nearest = Math.round(total);
  return Math.abs(total - nearest) < 1e-9 * Math.max(1, total) ? nearest : Math.ceil(total);
}
