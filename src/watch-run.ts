import type { OutcomeBatch, StopReason } from './model.ts';
import { isClosed, type ReplayOptions, usersOf } from './replay-options.ts';
import type { Plan } from './schedule/plan.ts';
import type { SenderPool } from './send/sender-pool.ts';
import type { Accumulator } from './summarize/accumulator.ts';
import { createRateMeter } from './summarize/rate-meter.ts';
import { parseStopCondition } from './summarize/stop-condition.ts';
import { StopWatch } from './summarize/stop-watch.ts';
import type { Progress } from './view/progress.ts';

export interface ReplayEvents {
  /** Called twice a second while requests are sent. */
  readonly onProgress?: (progress: Progress) => void;
  /** Once aborted, nothing more is sent; what is in flight is waited for, and everything is stored. */
  readonly signal?: AbortSignal;
}

/** Looks at a run in progress: for those who watch it, for those who may end it, and for reasons to stop it. */
export class RunWatch {
  readonly #options: ReplayOptions;
  readonly #plan: Plan;
  readonly #accumulator: Accumulator;
  readonly #events: ReplayEvents;
  readonly #stopWatch: StopWatch;
  readonly #meter = createRateMeter();
  #stopped: StopReason | null = null;

  constructor(options: ReplayOptions, plan: Plan, accumulator: Accumulator, events: ReplayEvents) {
    this.#options = options;
    this.#plan = plan;
    this.#accumulator = accumulator;
    this.#events = events;
    this.#stopWatch = new StopWatch((options.stopWhen ?? []).map(parseStopCondition), options.warmupUs);
  }

  /** Why the run was stopped early, if a condition did that. */
  get stopped(): StopReason | null {
    return this.#stopped;
  }

  add(batch: OutcomeBatch): void {
    this.#stopWatch.add(batch);
  }

  /** Begins; returns what ends it. */
  begin(senders: SenderPool): () => void {
    const { signal } = this.#events;
    const stop = () => senders.stop();
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    const ticker = setInterval(() => {
      this.#tell(senders);
      this.#judge(senders);
    }, TICK_MS);
    return () => {
      clearInterval(ticker);
      signal?.removeEventListener('abort', stop);
    };
  }

  #judge(senders: SenderPool): void {
    if (this.#stopped || this.#events.signal?.aborted) return;
    const { elapsedUs, inFlight, sendingEndsUs } = senders;
    const endsUs = isClosed(this.#options) ? (this.#plan.durationUs ?? Infinity) : sendingEndsUs;
    const dueIn = (second: number) => this.#plan.rateAt((second + 0.5) * 1e6) ?? inFlight;
    this.#stopped = this.#stopWatch.check(elapsedUs, endsUs, dueIn);
    if (this.#stopped) senders.stop();
  }

  #tell({ elapsedUs, inFlight }: SenderPool): void {
    const accumulator = this.#accumulator;
    const books = accumulator.counts();
    this.#events.onProgress?.({
      elapsedUs,
      totalUs: this.#plan.durationUs,
      warmupUs: this.#options.warmupUs,
      users: usersOf(this.#options)?.count ?? null,
      rateAsked: this.#plan.rateAt(elapsedUs),
      rateMade: this.#meter.update(books.answered + books.failed + accumulator.warmup + inFlight, elapsedUs),
      inFlight,
      ...books,
      responseP50Us: accumulator.responseTimeUs.p50,
      responseP99Us: accumulator.responseTimeUs.p99,
      lagP99Us: accumulator.lagUs.p99,
    });
  }
}

const TICK_MS = 500;
