/** So long a backlog waits for a connection to come free before it opens more; a target that answers within it is quick. */
const PATIENCE_US = 5000;
/** Nothing was asked for so long: what is asked next belongs to another backlog. */
const FORGOTTEN_US = 100_000;

/**
 * Whether a backlog may open a connection. After a hiccup every connection seems busy, though its answer may only wait to be
 * read, or the target for a core that the sender holds: one for each overdue arrival would be hundreds, each dearer than
 * ten requests. So a backlog waits for one to come free. Where none does in time it may open one, then two, then four: a
 * target that is slow has what it takes within some fifty milliseconds. Of one that is quick, no answer is waited for in vain.
 */
export class Patience {
  #askedUs = -Infinity;
  #sinceUs = 0;
  #atOnce = 1;
  #left = 0;

  /** To be asked when none is free. Arithmetic, told the time. */
  mayOpen(nowUs: number): boolean {
    if (nowUs - this.#askedUs > FORGOTTEN_US) this.#beginAnew(nowUs);
    this.#askedUs = nowUs;
    if (this.#left === 0) {
      if (nowUs - this.#sinceUs < PATIENCE_US) return false;
      this.#sinceUs = nowUs;
      this.#left = this.#atOnce;
      this.#atOnce *= 2;
    }
    this.#left--;
    return true;
  }

  /** A request was answered, so long after it was sent. */
  answered(serviceUs: number, nowUs: number): void {
    if (serviceUs <= PATIENCE_US) this.#beginAnew(nowUs);
  }

  #beginAnew(nowUs: number): void {
    this.#sinceUs = nowUs;
    this.#atOnce = 1;
    this.#left = 0;
  }
}
