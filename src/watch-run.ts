import type { OutcomeBatch, SenderLoad, StopReason } from './model.ts';
import { readClocks } from './read-clocks.ts';
import { isClosed, isFollowing, type ReplayOptions, usersOf } from './replay-options.ts';
import type { Plan } from './schedule/plan.ts';
import type { SenderPool } from './send/sender-pool.ts';
import type { Accumulator } from './summarize/accumulator.ts';
import { ClockWatch } from './summarize/clock-watch.ts';
import { interruptionNote } from './summarize/interruption-note.ts';
import { createRateMeter } from './summarize/rate-meter.ts';
import { parseStopConditions, type SteadyCondition } from './summarize/steady-condition.ts';
import { type Settled, SteadyWatch } from './summarize/steady-watch.ts';
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
  readonly #steadyWatches: readonly (readonly [SteadyCondition, SteadyWatch])[];
  readonly #meter = createRateMeter();
  readonly #clocks = new ClockWatch(CLOCK_TICK_MS * 1000);
  #stopped: StopReason | null = null;
  #steady: string | null = null;
  #interrupted: string | null = null;

  constructor(options: ReplayOptions, plan: Plan, accumulator: Accumulator, events: ReplayEvents) {
    this.#options = options;
    this.#plan = plan;
    this.#accumulator = accumulator;
    this.#events = events;
    const { bad, steady } = parseStopConditions(options.stopWhen ?? []);
    this.#stopWatch = new StopWatch(bad, options.warmupUs);
    this.#steadyWatches = steady.map((condition) => [
      condition,
      new SteadyWatch(condition, options.warmupUs),
    ]);
  }

  /** Why the run was stopped early, if a condition did that. */
  get stopped(): StopReason | null {
    return this.#stopped;
  }

  /** Whether somebody ended it, and not only what comes after it. */
  get isInterrupted(): boolean {
    return this.#interrupted !== null;
  }

  /** Why it ended before its time though nothing was wrong with it, and what happened to the machine meanwhile, in sentences. */
  notes(loads: readonly SenderLoad[]): string[] {
    const ended = [this.#interrupted, this.#steady].filter((note) => note !== null);
    return [...ended, ...this.#clocks.notes(loads)];
  }

  add(batch: OutcomeBatch): void {
    this.#stopWatch.add(batch);
    for (const [, watch] of this.#steadyWatches) watch.add(batch);
  }

  /** Begins; returns what ends it. */
  begin(senders: SenderPool): () => void {
    const { signal } = this.#events;
    const stop = () => {
      this.#interrupted = interruptionNote(signal?.reason, senders.elapsedUs, this.#plan.durationUs);
      senders.stop();
    };
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    const ticker = setInterval(() => {
      this.#tell(senders);
      this.#judge(senders);
    }, TICK_MS);
    const lookAtClocks = () => this.#clocks.look(readClocks(), senders.elapsedUs);
    const clockTicker = setInterval(lookAtClocks, CLOCK_TICK_MS);
    lookAtClocks();
    return () => {
      clearInterval(ticker);
      clearInterval(clockTicker);
      lookAtClocks();
      signal?.removeEventListener('abort', stop);
    };
  }

  #judge(senders: SenderPool): void {
    if (this.#stopped || this.#steady || this.#events.signal?.aborted) return;
    const { elapsedUs, inFlight, sendingEndsUs } = senders;
    const endsUs = isClosed(this.#options) ? (this.#plan.durationUs ?? Infinity) : sendingEndsUs;
    const dueIn = (second: number) => this.#plan.rateAt((second + 0.5) * 1e6) ?? inFlight;
    this.#stopped = this.#stopWatch.check(elapsedUs, endsUs, dueIn);
    if (!this.#stopped && elapsedUs < endsUs) this.#steady = this.#whySteady(elapsedUs);
    if (this.#stopped || this.#steady) senders.stop();
  }

  #whySteady(elapsedUs: number): string | null {
    for (const [{ text, seconds }, watch] of this.#steadyWatches) {
      const settled = watch.check(elapsedUs);
      if (settled) return steadySentence(text, seconds, elapsedUs, settled);
    }
    return null;
  }

  #tell({ elapsedUs, inFlight }: SenderPool): void {
    const accumulator = this.#accumulator;
    const following = isFollowing(this.#options);
    const books = accumulator.counts();
    this.#events.onProgress?.({
      elapsedUs,
      totalUs: this.#plan.durationUs,
      warmupUs: this.#options.warmupUs,
      users: usersOf(this.#options)?.count ?? null,
      // What will be due in this second is not known of a log that is followed.
      rateAsked: this.#plan.rateAt(following ? elapsedUs - 1e6 : elapsedUs),
      following,
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
/** By so much it is not known when something happened to a clock. */
const CLOCK_TICK_MS = 200;

function steadySentence(
  text: string,
  seconds: number,
  elapsedUs: number,
  settled: readonly Settled[],
): string {
  const shown = settled.map(
    ({ percentile, beforeUs, lastUs }) =>
      `p${percentile} ${milliseconds(lastUs)} (before: ${milliseconds(beforeUs)})`,
  );
  const when = `${text.trim()} ended the run after ${Math.round(elapsedUs / 1e6)} s`;
  return `${when}: response time over the last ${seconds} s was as over the ${seconds} s before, ${shown.join(', ')}`;
}

function milliseconds(us: number): string {
  return `${Number((us / 1000).toPrecision(3))} ms`;
}
