import { failuresOf } from '../model.ts';
import type { HistoryRow } from './history-row.ts';
import { round } from './json-units.ts';
import { cellText } from './paint.ts';
import { verdict } from './verdict.ts';

/**
 * A stored run as machines get it, one of a list: id, name, verdict, state, valid, checks_passed, checks_failed, compared_with (the run of its baseline) and comparison
 * (the verdict), failures, started_at, finished_at, target, planned,
 * answered, failed, dropped, p99_ms (response time), compared and unexplained (answers against the log), pruned_at.
 */
export function historyJson({ run, p99Us, ...counts }: HistoryRow): object {
  const passed = run.checks.filter((check) => check.passed).length;
  return {
    id: run.id,
    name: run.name,
    verdict: cellText(verdict(run)),
    state: run.state,
    valid: run.invalid.length === 0,
    checks_passed: passed,
    checks_failed: run.checks.length - passed,
    compared_with: run.comparison?.runId ?? null,
    comparison: run.comparison?.verdict ?? null,
    failures: failuresOf(run),
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    target: run.target,
    ...counts,
    p99_ms: p99Us === null ? null : round(p99Us / 1000),
    pruned_at: run.prunedAt,
  };
}
