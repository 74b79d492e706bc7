/**
 * How long it took in all, in ms: the three processing times that stand in columns from `at` on. Nothing where one of them
 * is `-1`, with which AWS's load balancers say that it did not come to that.
 */
export function sumOfSeconds(fields: readonly string[], at: number): number | undefined {
  let seconds = 0;
  for (let i = at; i < at + 3; i++) {
    const field = fields[i];
    if (field === undefined || !SECONDS.test(field)) return undefined;
    seconds += Number(field);
  }
  return Math.round(seconds * 1e6) / 1e3;
}

const SECONDS = /^\d{1,9}(?:\.\d{1,9})?$/;
