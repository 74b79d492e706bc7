/** What kind of thing went wrong; the command line maps these to exit statuses. */
export type ReplayErrorCode =
  /** The call itself is wrong: an option, a value, a combination. */
  | 'usage'
  /** The log cannot be read, or nothing in it can be replayed. */
  | 'input'
  /** The target cannot be reached. */
  | 'target'
  /** The database cannot be read or written. */
  | 'store'
  /** What was asked for cannot be written out. */
  | 'output'
  /** The system does not give what the run takes. */
  | 'limit'
  /** A client of the user cannot start. */
  | 'client'
  /** What keeps from harm says no: the target may be production, the rate is too high, another run holds the lock. */
  | 'guard'
  /** A thread of reprise died. */
  | 'worker';

/** What an error says, for a sentence: without the name of its class. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Why a run was interrupted: the reason to give to an `AbortController`, so that the run can say what ended it. */
export class Interruption extends Error {
  /** `SIGTERM`. */
  readonly by: string;

  constructor(by: string) {
    super(`interrupted by ${by}`);
    this.name = 'Interruption';
    this.by = by;
  }
}

/**
 * Thrown only when a run cannot begin or cannot go on. A bad line is a `Skipped`, a failed request an outcome.
 * The message is one line that names what is wrong; the hint one line that says how to mend it.
 */
export class ReplayError extends Error {
  readonly code: ReplayErrorCode;
  readonly hint: string;

  constructor(code: ReplayErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ReplayError';
    this.code = code;
    this.hint = hint;
  }
}
