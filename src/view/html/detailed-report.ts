import type { CurvePoint, Measure, Tally } from '../../model.ts';
import type { Report } from '../report.ts';

/** A report with what a page has room for and a terminal has not. */
export interface DetailedReport extends Report {
  /** Of the whole run, then of its endpoints. */
  readonly tallies: readonly Tally[];
  /** Percentiles of the whole run; empty where nothing was measured. */
  readonly curves: Readonly<Record<Measure, readonly CurvePoint[]>>;
}
