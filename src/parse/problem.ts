/** Something that a format owes and does not keep. */
export interface Problem {
  /** What is wrong, for people. */
  readonly what: string;
  /** The line that shows it. */
  readonly line?: string;
}
