import { ReplayError } from '../errors.ts';
import type { LoadShape } from './load-shape.ts';
import { pastSeam } from './shapes.ts';

/** A load that somebody wrote as a function of the seconds since the run began; null ends it. */
export type RateFunction = (elapsedSeconds: number) => number | null;

/**
 * A function as a load: integrated numerically, by its value in the middle of each hundredth of a second. That is exact
 * for steps on whole hundredths, and off by less than anybody can measure for whatever is smooth. The same
 * function gives the same arrivals, as far as it does the same each time.
 */
export function shapeOfFunction(rateOf: RateFunction, durationS: number, name: string): LoadShape {
  const rates: number[] = [];
  /** How many arrivals there are by the end of each step. */
  const counts: number[] = [];
  let total = 0;
  const endS = Math.min(durationS, LONGEST_S);
  const steps = Math.ceil(endS / STEP_S - 1e-9);
  let lastsS = endS;
  for (let i = 0; i < steps; i++) {
    const widthS = Math.min(STEP_S, endS - i * STEP_S);
    const rate = rateAt(rateOf, i * STEP_S + widthS / 2, name);
    if (rate === null) {
      lastsS = i * STEP_S;
      break;
    }
    total += rate * widthS;
    rates.push(rate);
    counts.push(total);
  }
  if (lastsS === LONGEST_S && durationS > LONGEST_S) {
    throw new ReplayError(
      'usage',
      `${name}: it has not ended after a day`,
      'return null where it is over, or give --duration',
    );
  }
  if (total === 0) throw new ReplayError('usage', `${name}: it sends nothing`, 'every rate in it is 0');
  return {
    durationS: lastsS,
    total,
    timeAt(n) {
      const i = firstWith(counts, pastSeam(n, total));
      const rate = rates[i];
      const before = i === 0 ? 0 : counts[i - 1];
      return i * STEP_S + (rate === 0 ? 0 : Math.max(0, Math.min(STEP_S, (n - before) / rate)));
    },
    rateAt: (seconds) => rates[Math.min(rates.length - 1, Math.max(0, Math.floor(seconds / STEP_S)))],
  };
}

function rateAt(rateOf: RateFunction, seconds: number, name: string): number | null {
  let rate: unknown;
  try {
    rate = rateOf(seconds);
  } catch (cause) {
    throw new ReplayError('usage', `${name}: it throws at ${seconds} s: ${cause}`, RETURNS, cause);
  }
  if (rate === null) return null;
  if (typeof rate === 'number' && rate >= 0 && rate < Infinity) return rate;
  throw new ReplayError(
    'usage',
    `${name}: at ${seconds} s it returns ${String(rate)}, which is no rate`,
    RETURNS,
  );
}

/** The first step by whose end there are so many. */
function firstWith(counts: readonly number[], n: number): number {
  let low = 0;
  let high = counts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (counts[middle] >= n) high = middle;
    else low = middle + 1;
  }
  return low;
}

const RETURNS =
  'it returns requests per second, 0 or more, for the seconds since the run began; null ends it';
const STEP_S = 0.01;
const LONGEST_S = 86_400;
