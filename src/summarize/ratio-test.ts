import { addErrors, type SeriesError, seriesError } from './series-error.ts';

/**
 * How far side B is from being so many times side A: `t`, above 0 where B is larger than that, and its degrees of freedom.
 * The ratio is given by its logarithm.
 */
export type RatioTest = (logRatio: number) => Tested;

export interface Tested {
  readonly t: number;
  readonly degreesOfFreedom: number;
}

/**
 * How sure the difference B − A of two means is, each the mean of a series over the same number of blocks. Paired: block by block both
 * sides were sent the same requests, so that what these have in common falls out.
 */
export function differenceError(a: readonly number[], b: readonly number[], paired: boolean): SeriesError {
  return paired
    ? seriesError(a.map((value, i) => b[i] - value))
    : addErrors([seriesError(a), seriesError(b)]);
}

/** `least`: the variance is at least this, however even the blocks happen to be. */
export function tested(difference: number, { variance, degreesOfFreedom }: SeriesError, least = 0): Tested {
  const error = Math.sqrt(Math.max(variance, least));
  return { t: difference === 0 ? 0 : difference / error, degreesOfFreedom };
}
