import type { Schedule } from './schedule.ts';

/** The closed loop: nothing is due at a time of its own; each arrival goes out when a connection is free. */
export function asFastAsAnswered(): Schedule {
  return { dueAtUs: () => 0, count: Infinity };
}
