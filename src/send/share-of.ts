import type { Arrival } from '../model.ts';

/** The arrivals that a worker sends: `seq mod workers`, but all of a session go to the same. */
export function shareOf(page: readonly Arrival[], workers: number, worker: number): readonly Arrival[] {
  if (workers === 1) return page;
  return page.filter(({ seq, request: { session } }) => (session ?? seq) % workers === worker);
}
