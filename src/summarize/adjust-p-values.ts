/**
 * The correction of Benjamini and Hochberg: among p-values that are below 5% when adjusted so, one in twenty is false on average; where
 * nothing is true at all, there is a single one in at most 5% of cases. The largest stays as it is; the n-th smallest of m is multiplied by m / n; and none is
 * larger than one behind it.
 */
export function adjustPValues(pValues: readonly number[]): number[] {
  const largestFirst = pValues.map((_, i) => i).sort((a, b) => pValues[b] - pValues[a]);
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  largestFirst.forEach((i, behind) => {
    smallest = Math.min(smallest, (pValues[i] * pValues.length) / (pValues.length - behind));
    adjusted[i] = smallest;
  });
  return adjusted;
}
