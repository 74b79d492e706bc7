import { NONE, type OutcomeBatch, resultKind, type StopReason } from '../model.ts';
import { sentAfterUs } from './sent-after.ts';
import { isAmong, type StopCondition } from './stop-condition.ts';

/** Seconds are judged this long after they are over: what happened in them has been told by then. */
const TOLD_AFTER_US = 300_000;
/** Fewer requests that were due in silent seconds say nothing, as long as others of the window were answered. */
const ENOUGH_SILENT = 10;

/**
 * Watches a run for reasons to stop it. Each outcome belongs to the second in which it came about, after the warm-up. Over the
 * last seconds that a condition names, requests are weighed, not seconds. A second in which nothing was answered,
 * though requests were due, is bad as a whole: a target that is dead, or that hangs, gives no outcomes to judge by.
 */
export class StopWatch {
  readonly #conditions: readonly StopCondition[];
  readonly #firstSecond: number;
  readonly #seconds = new Map<number, Second>();
  #next: number;
  #firstAnswer = Infinity;

  constructor(conditions: readonly StopCondition[], warmupUs: number) {
    this.#conditions = conditions;
    this.#firstSecond = Math.ceil(warmupUs / 1e6);
    this.#next = this.#firstSecond;
  }

  add(batch: OutcomeBatch): void {
    if (this.#conditions.length === 0) return;
    for (let i = 0; i < batch.count; i++) {
      const result = batch.result[i];
      const kind = resultKind(result);
      const sentUs = sentAfterUs(batch, i);
      const responseUs = sentUs === NONE ? 0 : sentUs + batch.serviceUs[i];
      const number = Math.floor((batch.dueAtUs[i] + responseUs) / 1e6);
      const second = this.#second(number);
      second.finished++;
      if (kind === 'answered' || batch.status[i] > 0) {
        second.answered++;
        this.#firstAnswer = Math.min(this.#firstAnswer, number);
      }
      for (const [k, { among, isBad }] of this.#conditions.entries()) {
        if (!isAmong(among, kind, result)) continue;
        second.counts[k].all++;
        if (isBad(kind, batch.status[i], responseUs)) second.counts[k].bad++;
      }
    }
  }

  /**
   * Judges the seconds that are over, as long as there is more to send. `dueIn` tells how many requests were due in a second, or
   * are waited for where nothing is due by the clock.
   */
  check(elapsedUs: number, sendingEndsUs: number, dueIn: (second: number) => number): StopReason | null {
    while ((this.#next + 1) * 1e6 + TOLD_AFTER_US <= elapsedUs && (this.#next + 1) * 1e6 <= sendingEndsUs) {
      const last = this.#next++;
      this.#second(last).due = dueIn(last);
      const reason = this.#judge(last);
      if (reason) return reason;
      this.#seconds.delete(last - KEPT_SECONDS);
    }
    return null;
  }

  #judge(last: number): StopReason | null {
    for (const [k, { text, share, seconds }] of this.#conditions.entries()) {
      const first = last - seconds + 1;
      if (first < this.#firstSecond) continue;
      const window = Array.from({ length: seconds }, (_, i) => this.#second(first + i));
      const silent = this.#silentOf(window, first);
      let [all, bad] = [weightOf(silent), weightOf(silent)];
      for (const second of window) {
        if (silent.includes(second)) continue;
        all += second.counts[k].all;
        bad += second.counts[k].bad;
      }
      if (bad <= share * all) continue;
      return { condition: text, firstSecond: this.#firstBad(k, first), lastSecond: last, share: bad / all };
    }
    return null;
  }

  /** The seconds of a window that are bad because nothing was answered in them. */
  #silentOf(window: readonly Second[], first: number): readonly Second[] {
    if (!window.some(({ answered }) => answered > 0)) return window.filter(isSilent);
    // Before its first answer a target may be slow, which is not dead.
    const silent = window.filter((second, i) => isSilent(second) && first + i > this.#firstAnswer);
    return weightOf(silent) < ENOUGH_SILENT ? [] : silent;
  }

  /** The first second of the streak: where in the window it turned bad, and how far back it was so already. */
  #firstBad(k: number, from: number): number {
    const isBad = (at: number) => {
      const second = this.#seconds.get(at);
      if (!second || at < this.#firstSecond) return false;
      return isSilent(second) || second.counts[k].bad > this.#conditions[k].share * second.counts[k].all;
    };
    let first = from;
    while (first < this.#next && !isBad(first)) first++;
    while (isBad(first - 1)) first--;
    return first;
  }

  #second(number: number): Second {
    const known = this.#seconds.get(number);
    if (known) return known;
    const counts = this.#conditions.map(() => ({ all: 0, bad: 0 }));
    const added = { due: 0, finished: 0, answered: 0, counts };
    // What comes after its second was judged and let go is of no use any more.
    if (number > this.#next - KEPT_SECONDS) this.#seconds.set(number, added);
    return added;
  }
}

interface Second {
  due: number;
  finished: number;
  answered: number;
  /** For each condition. */
  readonly counts: readonly { all: number; bad: number }[];
}

/** As many requests as were due in them, or ended there without an answer. */
function weightOf(silent: readonly Second[]): number {
  return silent.reduce((sum, { due, finished }) => sum + Math.max(due, finished), 0);
}

function isSilent({ answered, due, finished }: Second): boolean {
  return answered === 0 && (due > 0 || finished > 0);
}

/** Twice what a condition may look at. */
const KEPT_SECONDS = 1200;
