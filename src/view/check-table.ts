import type { CheckResult } from '../model.ts';
import { endpointTable } from './endpoint-tables.ts';
import { formatCount, formatDuration, formatRate, formatShare, NO_VALUE } from './format-units.ts';
import type { Cell, Paint } from './paint.ts';
import { printable } from './printable.ts';

/** What came of the checks, those that failed first. */
export function checkTable(checks: readonly CheckResult[], width: number, paint: Paint): string[] {
  const failedFirst = checks.toSorted((a, b) => Number(a.passed) - Number(b.passed));
  return endpointTable(
    ['', 'actual', 'limit', 'count', checksSummary(checks)],
    failedFirst.map(({ check, passed, unit, actual, limit, samples, why }): Cell[] => [
      passed ? { text: 'passed', tone: 'good' } : { text: 'FAILED', tone: 'bad' },
      formatValue(actual, unit),
      formatValue(limit, unit),
      formatCount(samples),
      printable(why === null ? check : `${check}: ${why}`),
    ]),
    width,
    paint,
  );
}

/** `checks: 2 of 3 passed`. */
export function checksSummary(checks: readonly CheckResult[]): string {
  const passed = checks.filter((result) => result.passed).length;
  return `checks: ${passed === checks.length ? 'all' : formatCount(passed)} of ${formatCount(checks.length)} passed`;
}

/** A value of a check in its unit, for people. */
export function formatValue(value: number | null, unit: CheckResult['unit']): string {
  if (value === null) return NO_VALUE;
  switch (unit) {
    case 'us':
      return formatDuration(value);
    case 'share':
      return formatShare(value, 1);
    case 'per_s':
      return formatRate(value);
    default:
      return unit satisfies never;
  }
}
