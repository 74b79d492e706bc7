import type { LoadShape } from '../../src/schedule/load-shape.ts';

/** The critical value of the one-sample Kolmogorov–Smirnov test at 1%, for large n. */
export function critical(n: number): number {
  return 1.63 / Math.sqrt(n);
}

/** The largest distance between the values (what lies outside of 0…1 counts as at its edge) and the uniform distribution. */
export function distanceFromUniform(values: readonly number[]): number {
  const sorted = values.map((value) => Math.min(1, Math.max(0, value))).sort((a, b) => a - b);
  return Math.max(
    ...sorted.map((value, i) => Math.max(value - i / sorted.length, (i + 1) / sorted.length - value)),
  );
}

/** The area under the rate up to each time (in order), by summing: independent of the closed forms. */
export function areasUnder(shape: LoadShape, timesUs: readonly number[]): number[] {
  const stepS = shape.durationS / 400_000;
  const found: number[] = [];
  let area = 0;
  let t = 0;
  for (const us of timesUs) {
    while (t + stepS <= us / 1e6) {
      area += shape.rateAt(t + stepS / 2) * stepS;
      t += stepS;
    }
    found.push(area + shape.rateAt(t) * (us / 1e6 - t));
  }
  return found;
}
