import type { Schedule } from './schedule.ts';

/** How many of the first `planned` arrivals are due by `dueUs`: what a run that was stopped then had to send. */
export function dueBy(schedule: Schedule, dueUs: number, planned: number): number {
  let low = 0;
  let high = planned;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (schedule.dueAtUs(middle) <= dueUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
