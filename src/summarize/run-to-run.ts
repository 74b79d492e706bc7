import type { PendingFigure } from './pending-figure.ts';
import type { RatioEstimate } from './ratio-change.ts';
import type { SeriesError } from './series-error.ts';

/** What runs of one build differ by: the variance of a run's logarithm, by statistic. */
export type RunToRun = (statistic: string) => SeriesError;

/**
 * What is taken for that (as a standard deviation) where one run makes a side, which cannot tell: something that no length helps against, and the
 * state of the machine, which changes from second to second and averages out. It is an assumption: `docs/comparing.md`.
 */
export function assumedRunToRun(seconds: number): number {
  return Math.hypot(BETWEEN_RUNS, OF_A_SECOND / Math.sqrt(Math.max(1, seconds)));
}

const BETWEEN_RUNS = 0.005;
const OF_A_SECOND = 0.04;

/**
 * Learns it where several runs make a side: by how much more these differ, over all figures of a statistic, than the noise
 * within them explains. Less than what is assumed without is not believed.
 */
export function runToRun(
  figures: readonly PendingFigure[],
  runs: readonly [a: number, b: number],
  seconds: number,
): RunToRun {
  const degreesOfFreedom = runs[0] + runs[1] - 2;
  const assumed = { variance: assumedRunToRun(seconds) ** 2, degreesOfFreedom: Infinity };
  if (degreesOfFreedom === 0) return () => assumed;
  const learned = new Map<string, SeriesError>();
  return (statistic) => {
    const known = learned.get(statistic);
    if (known) return known;
    const variance = excess(
      figures.filter((figure) => figure.statistic === statistic),
      runs,
    );
    const result = variance > assumed.variance ? { variance, degreesOfFreedom } : assumed;
    learned.set(statistic, result);
    return result;
  };
}

/** The figures that are known best weigh most. */
function excess(figures: readonly PendingFigure[], [inA, inB]: readonly [number, number]): number {
  let sum = 0;
  let weights = 0;
  for (const { measured, runs } of figures) {
    if (measured === null || !('below' in measured) || runs === undefined) continue;
    if (runs[0].length !== inA || runs[1].length !== inB) continue;
    const within = withinRun(measured) / (1 / inA + 1 / inB);
    const between = (squares(runs[0]) + squares(runs[1])) / (inA + inB - 2);
    const weight = 1 / (within + BETWEEN_RUNS ** 2) ** 2;
    sum += weight * (between - within);
    weights += weight;
  }
  return weights === 0 ? 0 : Math.max(0, sum / weights);
}

function withinRun({ below, above }: RatioEstimate): number {
  return (below.variance + above.variance) / 2;
}

function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
