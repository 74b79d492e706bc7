/** A change with its 95% interval, and how often chance alone would make one as large. */
export interface MeasuredChange {
  readonly change: number;
  /** An end may be infinite: as far as −1 or ∞ nothing is ruled out. */
  readonly interval: readonly [low: number, high: number];
  readonly p: number;
}

/** How often the interval of a figure holds the truth. */
export const CONFIDENCE = 0.95;
