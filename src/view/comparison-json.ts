import type { ComparedFigure, ComparedScope, Run, RunComparison } from '../model.ts';
import { round } from './json-units.ts';

/**
 * A comparison for machines. Keys are snake_case and stay as they are within a major version; what there is none of is null.
 *
 *     verdict          better, same, worse, too little data, or not comparable
 *     not_comparable warnings                             sentences
 *     a b              runs: id, name, started_at, target
 *     overall          planned_a planned_b, verdict, figures
 *     endpoints        the same with method and path, the worst first
 *     figures          name, unit (ms, per_s, share), a, b, change (as a part of a; of a share the difference), interval (low, high: 95%; an end is null where it is infinite),
 *                      p (adjusted for the number of figures), verdict (null: not judged), why (what is lacking, or why it is not judged)
 *     thresholds       effect (part), time_ms, share
 *     method           paired, blocks, from (rows, sample, intervals), tested (figures), run_to_run (standard deviation of a run as a part
 *                      of a time, by statistic), run_to_run_measured
 */
export function comparisonJson(comparison: RunComparison): object {
  const { thresholds, method } = comparison;
  return {
    verdict: comparison.verdict,
    not_comparable: comparison.notComparable,
    warnings: comparison.warnings,
    a: comparison.a.map(runJson),
    b: comparison.b.map(runJson),
    overall: scopeJson(comparison.overall),
    endpoints: comparison.endpoints.map((scope) => ({
      method: scope.endpoint?.method ?? null,
      path: scope.endpoint?.path ?? null,
      ...scopeJson(scope),
    })),
    thresholds: { effect: thresholds.effect, time_ms: thresholds.timeUs / 1000, share: thresholds.share },
    method: {
      paired: method.paired,
      blocks: method.blocks,
      from: method.from,
      tested: method.tested,
      run_to_run: method.runToRun,
      run_to_run_measured: method.runToRunMeasured,
    },
    database: comparison.database,
  };
}

function runJson({ id, name, startedAt, target }: Run): object {
  return { id, name, started_at: startedAt, target };
}

function scopeJson({ planned: [a, b], verdict, figures }: ComparedScope): object {
  return { planned_a: a, planned_b: b, verdict, figures: figures.map(figureJson) };
}

/** A figure of two runs. */
export function figureJson({ name, unit, a, b, change, interval, p, verdict, why }: ComparedFigure): object {
  const value = (of: number | null) => (of === null ? null : unit === 'us' ? round(of / 1000) : precise(of));
  return {
    name,
    unit: unit === 'us' ? 'ms' : unit,
    a: value(a),
    b: value(b),
    change: change === null ? null : precise(change),
    interval: interval?.map((end) => (Number.isFinite(end) ? precise(end) : null)) ?? null,
    p: p === null ? null : precise(p),
    verdict,
    why,
  };
}

/** To six digits: more is noise. */
function precise(value: number): number {
  return Number(value.toPrecision(6));
}
