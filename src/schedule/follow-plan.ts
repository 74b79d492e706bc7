import type { Arrival } from '../model.ts';
import { countSecond } from './count-second.ts';
import type { Passes, Plan } from './plan.ts';
import { PAGE } from './plan-arrivals.ts';

/** The plan of a log that is replayed while it is written: what has come is due at that moment, and nothing else is known. */
export function followPlan(durationUs: number | null): Plan {
  const tally: Tally = { bySecond: new Map(), endedAtUs: null, lastDueUs: 0 };
  return {
    arrivals: (passes, elapsedUs) => planFollowed(passes, elapsedUs, durationUs ?? Infinity, tally),
    endUs: () => tally.endedAtUs ?? durationUs ?? tally.lastDueUs,
    meanRate: null,
    peakRate: UNKNOWN_PEAK,
    rateAt: (us) => tally.bySecond.get(Math.floor(us / 1e6)) ?? 0,
    durationUs,
    notes: () => [],
  };
}

interface Tally {
  readonly bySecond: Map<number, number>;
  /** When the log came to its end before the duration did, as a pipe may; null where it did not. */
  endedAtUs: number | null;
  lastDueUs: number;
}

async function* planFollowed(
  passes: Passes,
  elapsedUs: () => number,
  durationUs: number,
  tally: Tally,
): AsyncGenerator<readonly Arrival[]> {
  let seq = 0;
  for await (const pass of passes) {
    for await (const stretch of pass) {
      const dueAtUs = Math.max(tally.lastDueUs, Math.round(elapsedUs()));
      if (dueAtUs >= durationUs) return;
      tally.lastDueUs = dueAtUs;
      for (let from = 0; from < stretch.length; from += PAGE) {
        yield stretch.slice(from, from + PAGE).map((request) => {
          countSecond(tally.bySecond, Math.floor(dueAtUs / 1e6));
          return { seq: seq++, dueAtUs, request };
        });
      }
    }
  }
  tally.endedAtUs = Math.min(durationUs, elapsedUs());
}

/** As for a log's own timing that was not measured: enough for nearly all, in one thread. Others name --workers. */
const UNKNOWN_PEAK = 1000;
