/**
 * Takes what a log shipper put around a line off again. null: a part of a line, kept until the rest comes. A line that is
 * not wrapped comes back as it is, so that a log may hold both.
 */
export type Unwrap = (line: string) => string | null;

/** What surrounds the lines of a log, such as syslog's head; several things, where they were put around each other. */
export interface Wrapper {
  /** For people: `docker json-file`, `syslog`, `compose, ansi colours`. */
  readonly name: string;
  /** Begins one log: parts of lines are kept in the closure. */
  readonly createUnwrapper: () => Unwrap;
}

/** One kind of wrapper. */
export interface Layer {
  readonly name: string;
  /** Like `Unwrap`, but undefined for a line that is not wrapped in this. */
  readonly open: () => (line: string) => string | null | undefined;
}
