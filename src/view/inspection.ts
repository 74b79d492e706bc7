import type { SkipCount } from '../model.ts';

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
  readonly lines: number;
  readonly replayable: number;
  readonly skipped: readonly SkipCount[];
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
  readonly methods: readonly (readonly [method: string, count: number])[];
  /** null: the log gives no status. */
  readonly statuses: readonly (readonly [status: number | null, count: number])[];
  /** The most frequent ones, most first. */
  readonly endpoints: readonly { readonly method: string; readonly path: string; readonly count: number }[];
  readonly endpointCount: number;
  readonly hosts: readonly (readonly [host: string, count: number])[];
  readonly withBody: number;
  readonly withDuration: number;
  /** null: the log does not tell clients apart. */
  readonly clients: number | null;
}
