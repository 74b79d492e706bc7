/** When each arrival is due: pure arithmetic, no clock. */
export interface Schedule {
  /** Microseconds from the start of the run at which arrival `seq` (from 0) is due. Never decreases. */
  readonly dueAtUs: (seq: number) => number;
  /** How many arrivals there are in all; Infinity where only the log or the clock ends them. */
  readonly count: number;
}
