import type { Endpoint, Interval, Run, SavedAnswer, SkipCount, StoredRequest, Summary } from '../model.ts';

/** Another replay of the same log, by which it is known what changes by itself. */
export interface NoiseFloor {
  readonly runId: number;
  /** Changes that stand in the report though that run tells nothing of them: it did not answer these requests. */
  readonly notAnswered: number;
}

/** All that is shown of one run, whether it has just ended or was stored long ago. */
export interface Report {
  readonly run: Run;
  readonly summary: Summary;
  /** The run over time. */
  readonly intervals: readonly Interval[];
  /** Every endpoint that `summary.endpoints` refers to. */
  readonly endpoints: readonly Endpoint[];
  /** The run without whose changes `summary.drift` is told, where one was named. */
  readonly noise?: NoiseFloor;
  /** Every request that `summary.drift` gives as an example, or that is one of `summary.samples`. */
  readonly examples: readonly StoredRequest[];
  readonly skipped: readonly SkipCount[];
  /** Lines read in one pass through the log; null where that is not known. */
  readonly lines: number | null;
  /** The answers that the run kept, where they were asked for. */
  readonly answers?: readonly SavedAnswer[];
  /** The path of the database that holds the run. */
  readonly database: string;
  /** Requests sent per second, over the time in which they were sent. */
  readonly rateMade: number;
}
