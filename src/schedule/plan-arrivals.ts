import type { Arrival, HttpRequest } from '../model.ts';
import type { Schedule } from './schedule.ts';

/** Arrivals are handed on in pages of at most this many. */
export const PAGE = 256;

/** Gives each request, in the order of the log, the next arrival of the schedule; ends with whichever ends first. */
export async function* planArrivals(
  requests: AsyncIterable<readonly HttpRequest[]>,
  schedule: Schedule,
): AsyncGenerator<readonly Arrival[]> {
  let seq = 0;
  let page: Arrival[] = [];
  for await (const stretch of requests) {
    for (const request of stretch) {
      if (seq >= schedule.count) break;
      page.push({ seq, dueAtUs: schedule.dueAtUs(seq), request });
      seq++;
      if (page.length === PAGE) {
        yield page;
        page = [];
      }
    }
    if (seq >= schedule.count) break;
  }
  if (page.length > 0) yield page;
}
