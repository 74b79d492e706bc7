import type { Run } from '../../model.ts';
import { checksSummary, formatValue } from '../check-table.ts';
import { printable } from '../printable.ts';
import type { ChecksPart } from './page-data.ts';

/** What came of the checks, those that failed first; null where there were none. */
export function checksPart({ checks }: Pick<Run, 'checks'>): ChecksPart | null {
  if (checks.length === 0) return null;
  return {
    summary: checksSummary(checks),
    rows: checks
      .toSorted((a, b) => Number(a.passed) - Number(b.passed))
      .map(({ check, passed, actual, limit, unit, samples, why }) => ({
        check: printable(check),
        passed,
        actual: formatValue(actual, unit),
        limit: formatValue(limit, unit),
        samples,
        why: why === null ? null : printable(why),
      })),
  };
}
