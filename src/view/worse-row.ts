/** A figure that is worse than in the baseline, in words. */
export interface WorseRow {
  readonly endpoint: string;
  readonly figure: string;
  readonly before: string;
  readonly now: string;
  readonly change: string;
  readonly interval: string;
}
