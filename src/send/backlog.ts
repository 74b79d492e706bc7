/** How arrivals that are overdue after a hiccup go out: so many times as fast as they are due, or at once. */
export type CatchUp = number | 'burst';

/** Later than this an arrival belongs to a backlog; less is the common jitter of a busy machine. */
export const HICCUP_US = 10_000;

/** Late as it is, a backlog goes out in steps: a turn of the event loop for each of its requests would take as long as two of them. */
export const STEP_US = 500;

/**
 * The pace of a backlog: arithmetic, told the time. Of a hiccup that ended at R, with an arrival that was due at D first
 * in the queue, what was due at D + d goes out at R + d / factor: the shape of the plan, compressed. The backlog is level
 * when that is no later than D + d. Another hiccup on the way begins it anew.
 */
export class Backlog {
  readonly #factor: number;
  readonly #jitterUs: number;
  #active = false;
  #firstDueUs = 0;
  #resumedUs = 0;

  /** What is more overdue than `maxOverdueUs` will not be sent. */
  constructor(catchUp: CatchUp, maxOverdueUs = Infinity) {
    this.#factor = catchUp === 'burst' ? Infinity : catchUp;
    this.#jitterUs = Math.min(HICCUP_US, maxOverdueUs);
  }

  /** Whether what is due now waits for what was due before. */
  get active(): boolean {
    return this.#active;
  }

  /** Whether an arrival that is so much overdue waits for its turn; what is less late goes at once, as if it were in time. */
  holdsUp(overdueUs: number): boolean {
    return this.#active || overdueUs > this.#jitterUs;
  }

  /** How long the next arrival, due at `dueUs` and not before, has to wait still; 0: it goes now. */
  waitUs(dueUs: number, nowUs: number): number {
    if (!this.#active || nowUs - this.#goesAtUs(dueUs) > HICCUP_US) {
      this.#active = true;
      this.#firstDueUs = dueUs;
      this.#resumedUs = nowUs;
    }
    const goesAtUs = this.#goesAtUs(dueUs);
    if (goesAtUs <= dueUs) this.#active = false;
    const paceUs = goesAtUs - nowUs;
    return Math.max(0, dueUs - nowUs, paceUs > STEP_US ? paceUs : 0);
  }

  #goesAtUs(dueUs: number): number {
    return this.#resumedUs + (dueUs - this.#firstDueUs) / this.#factor;
  }
}
