/**
 * A rate over time, as a formula. The schedule is its inverse: when has the area under the rate reached n? Counts are
 * real numbers, so that what is left of an arrival at the end of one shape goes on in the next.
 */
export interface LoadShape {
  /** Infinity: without end. */
  readonly durationS: number;
  /** How many arrivals it makes in all: the area under the rate. */
  readonly total: number;
  /** When n arrivals' worth has passed, in seconds from its start; for 0 ≤ n ≤ total. Never decreases. */
  readonly timeAt: (n: number) => number;
  /** Arrivals per second at a time. */
  readonly rateAt: (seconds: number) => number;
}
