import type { Arrival } from '../model.ts';
import type { Passes } from './plan.ts';
import type { Schedule } from './schedule.ts';

/**
 * Arrivals are handed on in pages of at most this many: what crosses to another thread costs by the page, and while the main thread
 * makes one, a core is not there for whom it may have been due.
 */
export const PAGE = 256;

/**
 * Gives each request, in the order of the log, the next arrival of the schedule; ends with whichever ends first.
 * A page never waits for more of the log to come.
 */
export async function* planArrivals(passes: Passes, schedule: Schedule): AsyncGenerator<readonly Arrival[]> {
  let seq = 0;
  for await (const pass of passes) {
    for await (const stretch of pass) {
      for (let from = 0; from < stretch.length; from += PAGE) {
        const page: Arrival[] = [];
        for (const request of stretch.slice(from, from + PAGE)) {
          if (seq >= schedule.count) break;
          page.push({ seq, dueAtUs: schedule.dueAtUs(seq), request });
          seq++;
        }
        if (page.length > 0) yield page;
      }
      if (seq >= schedule.count) return;
    }
  }
}
