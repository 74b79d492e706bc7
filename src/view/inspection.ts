import type { Percentiles, SkipCount } from '../model.ts';

/** What log files hold, told before anything is sent. Counts are of replayable requests unless they say lines. */
export interface Inspection {
  readonly files: readonly { readonly path: string; readonly bytes: number | null }[];
  readonly format: {
    readonly name: string;
    readonly title: string;
    /** Other formats, of which some of the logs are. */
    readonly others: readonly string[];
    /** What the lines are wrapped in, the outermost first; empty when they are bare. */
    readonly inside: readonly string[];
    /** Of the lines tried, 0 to 1. */
    readonly share: number;
    readonly runnerUp: { readonly name: string; readonly share: number } | null;
  };
  /** The zone in which stamps were read that name none; null when all name theirs. */
  readonly timezone: string | null;
  /** But blank ones; parts of a line are one. Each is replayable or skipped. */
  readonly lines: number;
  readonly replayable: number;
  readonly skipped: readonly SkipCount[];
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
  /** How many requests started in each stretch of time. */
  readonly timeline: {
    readonly startMs: number;
    readonly stretchMs: number;
    readonly counts: readonly number[];
  } | null;
  readonly peakSecond: { readonly atMs: number; readonly count: number } | null;
  readonly methods: readonly (readonly [method: string, count: number])[];
  /** Of requests that are left out. */
  readonly methodsLeftOut: readonly (readonly [method: string, count: number])[];
  /** null: the log gives no status. */
  readonly statuses: readonly (readonly [status: number | null, count: number])[];
  /** Most frequent first. */
  readonly endpoints: readonly InspectedEndpoint[];
  readonly hosts: readonly (readonly [host: string, count: number])[];
  readonly withBody: number;
  readonly bodyBytes: number;
  readonly withDuration: number;
  /** How long requests took the first time. */
  readonly recordedUs: Percentiles;
  /** Exact while they are few, an estimate when they are many; null: the log does not tell clients apart. */
  readonly clients: { readonly count: number; readonly exact: boolean } | null;
}

export interface InspectedEndpoint {
  readonly method: string;
  readonly path: string;
  readonly count: number;
  /** Recorded with 5xx. */
  readonly errors: number;
  readonly recordedUs: Percentiles;
}
