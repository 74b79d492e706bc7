/** How sure the mean of a series of blocks is. */
export interface SeriesError {
  /** Of the mean. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

/**
 * The variance of the mean of a series over time, by how much its values differ. Where neighbours are alike (a pause
 * or a busy neighbour does not end with a block), there is less in the series than its length says: it is taken as autoregressive of the
 * first order, r its correlation with itself one block later, corrected for what short series lose of it. The variance is then (1 + r) / (1 − r)
 * times as large, and the degrees of freedom are so many times fewer.
 */
export function seriesError(values: readonly number[]): SeriesError {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let squares = 0;
  let products = 0;
  values.forEach((value, i) => {
    squares += (value - mean) ** 2;
    if (i > 0) products += (value - mean) * (values[i - 1] - mean);
  });
  if (squares === 0) return { variance: 0, degreesOfFreedom: n - 1 };
  const measured = products / squares;
  const r = Math.min(MOST_ALIKE, Math.max(0, measured + (1 + 3 * measured) / n));
  const inflation = (1 + r) / (1 - r);
  return { variance: (squares / (n - 1) / n) * inflation, degreesOfFreedom: (n - 1) / inflation };
}

/** Beyond this a series is a trend rather than noise; it keeps more than one degree of freedom. */
const MOST_ALIKE = 0.9;

/** The same for the difference of two things that are not measured together (Welch, Satterthwaite). */
export function addErrors(errors: readonly SeriesError[]): SeriesError {
  const variance = errors.reduce((sum, error) => sum + error.variance, 0);
  const parts = errors.reduce((sum, error) => sum + error.variance ** 2 / error.degreesOfFreedom, 0);
  const fewest = Math.min(...errors.map(({ degreesOfFreedom }) => degreesOfFreedom));
  return { variance, degreesOfFreedom: parts > 0 ? variance ** 2 / parts : fewest };
}
