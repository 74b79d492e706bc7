import type { BaselineComparison, ChangeThresholds, ComparedScope, Run, RunComparison } from './model.ts';
import type { RunReader } from './store/run-reader.ts';

/** From which verdict on a run has failed. */
export type FailOn = 'worse' | 'not-same';

/** How a run is held against another. */
export interface ComparisonAsked {
  /** As it was asked for. */
  readonly baseline: string;
  readonly failOn: FailOn;
  readonly thresholds: ChangeThresholds;
}

/**
 * Holds a run against its baseline, also where they replayed different logs, as a nightly run does: then by its endpoints. Null is
 * a baseline that does not exist yet, and fails no run. What cannot be compared has failed: a gate that cannot tell does not open.
 */
export async function judgeRun(
  reader: RunReader,
  run: Run,
  baselineRun: Run | null,
  { baseline, failOn, thresholds }: ComparisonAsked,
): Promise<BaselineComparison> {
  const asked = { baseline, thresholds };
  if (baselineRun === null) {
    const nothing = { notComparable: [], warnings: [], worse: [], worseEndpoints: 0 };
    return { ...asked, ...nothing, runId: null, verdict: null, failed: false };
  }
  // Statistics are large, and most commands need none.
  const { compareStored } = await import('./compare-stored.ts');
  const compared = compareStored(reader, [baselineRun], [run], thresholds, true);
  const { verdict, notComparable, warnings, overall, endpoints } = compared;
  // Its own report has these anyway.
  const ownFindings = new Set(run.generator?.findings.map((finding) => `run ${run.id}: ${finding}`));
  const worseEndpoints = endpoints.filter(isWorse);
  return {
    ...asked,
    runId: baselineRun.id,
    verdict,
    failed: hasFailed(verdict, failOn),
    notComparable,
    warnings: warnings.filter((text) => !ownFindings.has(text)).slice(0, MOST_WARNINGS),
    worse: [...worseEndpoints.slice(0, MOST_ENDPOINTS), ...(isWorse(overall) ? [overall] : [])].map(worseOf),
    worseEndpoints: worseEndpoints.length,
  };
}

/** What a verdict comes to, for `compare` as for a run. */
export function hasFailed(verdict: RunComparison['verdict'], failOn: FailOn): boolean {
  if (verdict === 'worse' || verdict === 'not comparable') return true;
  return failOn === 'not-same' && verdict === 'too little data';
}

function isWorse({ figures }: ComparedScope): boolean {
  return figures.some(({ verdict }) => verdict === 'worse');
}

/** Its figures that are worse, as JSON can hold them: it knows no infinite end. */
function worseOf({ endpoint, figures }: ComparedScope): BaselineComparison['worse'][number] {
  const worse = figures.filter(({ verdict }) => verdict === 'worse');
  return {
    endpoint,
    figures: worse.map((figure) => ({
      ...figure,
      interval: figure.interval?.every(Number.isFinite) ? figure.interval : null,
    })),
  };
}

const MOST_ENDPOINTS = 50;
const MOST_WARNINGS = 20;
