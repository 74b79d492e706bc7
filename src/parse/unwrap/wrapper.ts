import type { ToUtc } from '../log-format.ts';

/** What a log shipper puts around lines, such as syslog's head; several, where they were put around each other. */
export interface Wrapper {
  /** For people, the outermost first: `docker json-file`; `compose`, `syslog`. */
  readonly names: readonly string[];
  /** Of the innermost: whether it is one only if the formats read more of what is within than of what is around. */
  readonly mustRead?: 'more';
  /** Begins one log: parts of lines are kept until the rest comes. */
  readonly open: (options?: UnwrapOptions) => Unwrapper;
}

export interface UnwrapOptions {
  /** Reads stamps that name no zone. Absent: they are UTC. */
  readonly toUtc?: ToUtc;
  /** Stamps without a year (syslog's) are in the latest that does not put them after this. */
  readonly newestMs?: number;
}

/** Takes off, line by line, what was put around. */
export interface Unwrapper {
  /**
   * What is within. null: a part of a line, kept until the rest comes. A line that is not wrapped comes back as it is, so
   * that a log may hold both.
   */
  readonly unwrap: (line: string) => string | null;
  /** When the line that was unwrapped last was written, in ms since the epoch, if what was around it says so. */
  readonly writtenAtMs: () => number | undefined;
  /** Ends the log: what there is of lines whose rest never came. */
  readonly rest: () => string[];
  /** Whether bytes that were not UTF-8 have become U+FFFD, so that a line that holds one is not what was written. */
  readonly lossy: boolean;
}

/** One kind of wrapper. */
export interface Layer {
  readonly name: string;
  /** Which share of a log's lines must wear it. Absent: half of them. */
  readonly leastShare?: number;
  /** Whether the formats must read more of what is within than of the whole. Absent: no less will do. */
  readonly mustRead?: 'more';
  readonly lossy?: true;
  readonly open: (options: UnwrapOptions) => OpenLayer;
}

export interface OpenLayer {
  /** Like that of an `Unwrapper`, but undefined for a line that is not wrapped in this. */
  readonly unwrap: (line: string) => string | null | undefined;
  readonly writtenAtMs?: () => number | undefined;
  readonly rest?: () => string[];
}
