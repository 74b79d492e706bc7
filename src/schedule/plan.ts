import type { Arrival, HttpRequest } from '../model.ts';

/** Passes through a log, each to be read to its end before the next. */
export type Passes = AsyncIterable<AsyncIterable<readonly HttpRequest[]>>;

/** The plan of a run: when arrivals are due, and what that is on average and at its highest. */
export interface Plan {
  /**
   * Gives the requests of the log their due times; ends with the plan, or with the log. `elapsedUs` tells how long the run
   * goes on: a log that is followed knows no other time.
   */
  readonly arrivals: (passes: Passes, elapsedUs: () => number) => AsyncIterable<readonly Arrival[]>;
  /** When sending is over where so many arrivals were planned: once the next would be due (µs). */
  readonly endUs: (planned: number) => number;
  /** Requests per second over the whole run; null in a closed loop, and where only the log will tell. */
  readonly meanRate: number | null;
  readonly peakRate: number | 'max';
  /** What is asked for at a time of the run (µs); null in a closed loop. */
  readonly rateAt: (us: number) => number | null;
  /** null: until the log ends. */
  readonly durationUs: number | null;
  /** What the log made of the plan, in sentences for whoever reads its report; complete once the plan has ended. */
  readonly notes: () => string[];
}
