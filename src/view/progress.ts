/** What the live line shows, as of `elapsedUs` after the start of the run. */
export interface Progress {
  readonly elapsedUs: number;
  /** null: until the log ends. */
  readonly totalUs: number | null;
  /** Until then nothing is counted yet. */
  readonly warmupUs: number;
  /** Of a closed model; null in any other. */
  readonly users: number | null;
  /** Whether the log is replayed while it is written. */
  readonly following: boolean;
  /** Requests per second; null in a closed loop. */
  readonly rateAsked: number | null;
  readonly rateMade: number;
  readonly inFlight: number;
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  readonly dropped: number;
  /** Answers by `2xx`, `4xx`… */
  readonly statusClasses: Readonly<Record<string, number>>;
  readonly responseP50Us: number | null;
  readonly responseP99Us: number | null;
  readonly lagP99Us: number | null;
}
