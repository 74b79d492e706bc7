import type { Run } from '../model.ts';

/** A stored run, as a list of runs shows it. */
export interface HistoryRow {
  readonly run: Run;
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  readonly dropped: number;
  /** Of the response time. */
  readonly p99Us: number | null;
  /** Answers that could be compared with the log, and those of them that differ for no known reason. */
  readonly compared: number;
  readonly unexplained: number;
}
