import type { ChangeThresholds, ComparedScope } from '../../src/model.ts';
import { compareSimulated, THRESHOLDS } from './compare-simulated.ts';
import { type SimulatedWorld, simulateLog, simulateRun } from './simulated-runs.ts';

export interface Trial {
  readonly world: SimulatedWorld;
  readonly pairs: number;
  /** By what factor an endpoint is slower in B. */
  readonly slower?: (endpoint: number) => number;
  readonly thresholds?: ChangeThresholds;
  readonly seed?: number;
}

export interface TrialResult {
  /** In which share of the comparisons any figure at all was worse or better. */
  readonly anyAlarm: number;
  /** In which share the p95 of response time of all requests was worse; and any figure of all requests. */
  readonly p95Worse: number;
  readonly overallWorse: number;
  /** Half the width of the interval of that p95, on average. */
  readonly halfWidth: number;
  /** How often that interval held the truth, where everything is slower alike. */
  readonly held: number;
}

/** Compares pairs of simulated runs, each pair of another log. */
export function runTrial({ world, pairs, slower, thresholds = THRESHOLDS, seed = 1 }: Trial): TrialResult {
  const sums = { anyAlarm: 0, p95Worse: 0, overallWorse: 0, halfWidth: 0, held: 0 };
  const truth = (slower?.(0) ?? 1) - 1;
  for (let pair = 0; pair < pairs; pair++) {
    const first = (seed * 100_000 + pair) * 4;
    const log = simulateLog(world, first);
    const a = simulateRun(log, world, first + 1);
    const b = simulateRun(log, world, first + 2, slower);
    const { overall, endpoints } = compareSimulated([a], [b], { endpoints: world.endpoints, thresholds });
    if ([overall, ...endpoints].some(isAlarm)) sums.anyAlarm++;
    const p95 = overall.figures.find(({ name }) => name === 'response.p95')!;
    if (p95.verdict === 'worse') sums.p95Worse++;
    if (overall.figures.some(({ verdict }) => verdict === 'worse')) sums.overallWorse++;
    const [low, high] = p95.interval!;
    sums.halfWidth += (high - low) / 2;
    if (low <= truth && high >= truth) sums.held++;
  }
  return {
    anyAlarm: sums.anyAlarm / pairs,
    p95Worse: sums.p95Worse / pairs,
    overallWorse: sums.overallWorse / pairs,
    halfWidth: sums.halfWidth / pairs,
    held: sums.held / pairs,
  };
}

function isAlarm({ figures }: ComparedScope): boolean {
  return figures.some(({ verdict }) => verdict === 'worse' || verdict === 'better');
}
