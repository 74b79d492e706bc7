/**
 * When one login may follow another: at once a tenth of a second after the first, then after twice as long each time, up
 * to a minute. After a calm minute it begins anew. A target that refuses whatever it is sent is not flooded with logins.
 */
export class LoginPace {
  #gapUs = FIRST_GAP_US;
  #lastUs = -Infinity;

  mayBegin(nowUs: number): boolean {
    return nowUs - this.#lastUs >= this.#gapUs;
  }

  begun(nowUs: number): void {
    const isCalm = nowUs - this.#lastUs > LONGEST_GAP_US;
    this.#gapUs = isCalm ? FIRST_GAP_US : Math.min(this.#gapUs * 2, LONGEST_GAP_US);
    this.#lastUs = nowUs;
  }
}

const FIRST_GAP_US = 100_000;
const LONGEST_GAP_US = 60_000_000;
