import { CONFIDENCE, type MeasuredChange } from './measured-change.ts';
import type { RatioTest } from './ratio-test.ts';
import { addErrors, type SeriesError } from './series-error.ts';
import { studentT } from './student-t.ts';

/** A change of a time or rate, as the logarithm of the ratio, with what the blocks of the runs say of how sure it is. */
export interface RatioEstimate {
  readonly change: number;
  /** How sure it is that there is any; null where the test sees none. */
  readonly ofNone: SeriesError | null;
  /** How far below, and how far above, the truth may lie. */
  readonly below: SeriesError;
  readonly above: SeriesError;
}

/**
 * How sure a change is. `change` is that of all requests, `sampled` that of those that the test knows, which may be a
 * sample of them: all requests are as sure as the sample at least.
 */
export function estimateRatio(test: RatioTest, change: number, sampled: number): RatioEstimate {
  const { t, degreesOfFreedom } = test(sampled - change);
  return {
    change,
    // Where many times are alike, a percentile may differ though no share does: that is no difference.
    ofNone: change * t > 0 ? { variance: (change / t) ** 2, degreesOfFreedom } : null,
    below: errorTo(test, sampled, -1),
    above: errorTo(test, sampled, 1),
  };
}

/**
 * The same as parts of A (0.05: 5% more), with the interval and p that it has once `runToRun` is added: what runs of the same
 * build differ by, of which no test within runs knows.
 */
export function ratioChange(estimate: RatioEstimate, runToRun: SeriesError): MeasuredChange {
  const { change, ofNone, below, above } = estimate;
  const halfWidth = (error: SeriesError) => {
    const { variance, degreesOfFreedom } = addErrors([error, runToRun]);
    const half = studentT.critical(1 - CONFIDENCE, degreesOfFreedom) * Math.sqrt(variance);
    return half < FARTHEST ? half : Infinity;
  };
  return {
    change: Math.expm1(change),
    interval: [Math.expm1(change - halfWidth(below)), Math.expm1(change + halfWidth(above))],
    p: ofNone === null ? 1 : pOf(change, addErrors([ofNone, runToRun])),
  };
}

function pOf(change: number, { variance, degreesOfFreedom }: SeriesError): number {
  return studentT.twoSidedP(change / Math.sqrt(variance), degreesOfFreedom);
}

/** The error on one side: by how far away a ratio is to which the test would just object. */
function errorTo(test: RatioTest, from: number, side: 1 | -1): SeriesError {
  const objects = (distance: number) => {
    const { t, degreesOfFreedom } = test(from + side * distance);
    return -side * t >= studentT.critical(1 - CONFIDENCE, degreesOfFreedom);
  };
  let high = FIRST_STEP;
  while (high < FARTHEST && !objects(high)) high *= 2;
  let low = high === FIRST_STEP ? 0 : high / 2;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (objects(middle)) high = middle;
    else low = middle;
  }
  const { degreesOfFreedom } = test(from + side * high);
  return { variance: (high / studentT.critical(1 - CONFIDENCE, degreesOfFreedom)) ** 2, degreesOfFreedom };
}

const FIRST_STEP = 0.01;
/** Twenty times as long, or a twentieth: what may be farther may be anything. */
const FARTHEST = Math.log(20);
const HALVINGS = 10;
