import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { SenderLoad } from '../model.ts';

/**
 * Measures how hard the thread works that it is made in. What Node calls the utilisation of an event loop tells nothing
 * here: a sender that waits for the next due time turns its loop, or sleeps in it. So: the processor time of the thread,
 * less the turns that only looked at the clock.
 */
export class LoadMeter {
  /** Looks in so often: an interval that is longer was held up. */
  readonly #intervals = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #startUs = 0;
  #startCpuUs = 0;
  #busy: number | null = null;
  #handedLateUs = 0;

  begin(nowUs: number): void {
    this.#startUs = nowUs;
    this.#startCpuUs = cpuUs();
    this.#intervals.enable();
  }

  /** Arrivals came, the first of which is so much overdue. */
  handed(lateUs: number): void {
    this.#handedLateUs = Math.max(this.#handedLateUs, lateUs);
  }

  /** To be called now and then as long as there is something to send; `spunUs`: spent looking at the clock, so far. */
  sample(nowUs: number, spunUs: number): void {
    const share = (cpuUs() - this.#startCpuUs - spunUs) / (nowUs - this.#startUs);
    this.#busy = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : null;
  }

  end(worker: number): SenderLoad {
    const intervals = this.#intervals;
    intervals.disable();
    const none = intervals.count === 0;
    return {
      worker,
      busy: this.#busy,
      loopDelayP99Us: none ? null : delayUs(intervals.percentile(99)),
      loopDelayMaxUs: none ? null : delayUs(intervals.max),
      handedLateUs: Math.round(this.#handedLateUs),
    };
  }
}

function delayUs(intervalNs: number): number {
  return Math.max(0, Math.round(intervalNs / 1000) - RESOLUTION_MS * 1000);
}

/** Of this thread; no number where Node (before 23.9) does not tell. */
function cpuUs(): number {
  const usage = process.threadCpuUsage?.();
  return usage ? usage.user + usage.system : Number.NaN;
}

const RESOLUTION_MS = 10;
