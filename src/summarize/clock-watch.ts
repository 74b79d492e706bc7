import type { SenderLoad } from '../model.ts';

/** What the clocks of a machine show at one moment. */
export interface ClockReading {
  /** Stands still while the machine sleeps, and is never set. */
  readonly monotonicUs: number;
  /** The clock on the wall: goes on while the machine sleeps, and is set by people and by NTP. */
  readonly wallMs: number;
  /** Since the machine was started: goes on while it sleeps, and is never set. Null where the system does not say. */
  readonly uptimeMs: number | null;
}

/**
 * Holds the clocks of a machine against each other, several times a second, and says what happened to it: where the one clock went
 * on and the other did not, it slept, or was set; where both went on and nobody looked, this process stood still.
 */
export class ClockWatch {
  readonly #everyUs: number;
  readonly #happened: Readonly<Record<Happening, Event[]>> = {
    still: [],
    slept: [],
    ahead: [],
    forward: [],
    back: [],
  };
  #last: ClockReading | null = null;
  #lastAtUs = 0;

  /** `everyUs`: how often it is to look. */
  constructor(everyUs: number) {
    this.#everyUs = everyUs;
  }

  /** To be called with what the clocks show, so long (µs) after the start of the run. */
  look(reading: ClockReading, elapsedUs: number): void {
    const last = this.#last;
    if (last !== null) this.#compare(last, reading);
    this.#last = reading;
    this.#lastAtUs = elapsedUs;
  }

  /** In sentences. Only where all senders were held up as long did the generator stand still, and not the main thread alone. */
  notes(senders: readonly Pick<SenderLoad, 'loopDelayMaxUs'>[]): string[] {
    const heldUpUs = Math.min(...senders.map(({ loopDelayMaxUs }) => loopDelayMaxUs ?? 0));
    const still = this.#happened.still.filter(({ us }) => senders.length > 0 && us * ALIKE <= heldUpUs);
    const { slept, ahead, forward, back } = this.#happened;
    return [
      ...sentence(
        still,
        (how) => `the generator stood still for ${how}: it was stopped, or had no processor`,
      ),
      ...sentence(slept, (how) => `the machine slept for ${how}${MONOTONIC}`),
      ...sentence(ahead, (how) => `the machine slept, or its clock was set forward, by ${how}${MONOTONIC}`),
      ...sentence(forward, (how) => `the clock of the machine was set forward by ${how}${MONOTONIC}`),
      ...sentence(back, (how) => `the clock of the machine was set back by ${how}${MONOTONIC}`),
    ];
  }

  #compare(last: ClockReading, now: ClockReading): void {
    const monotonicUs = now.monotonicUs - last.monotonicUs;
    const wallUs = (now.wallMs - last.wallMs) * 1000 - monotonicUs;
    const sleeps = last.uptimeMs !== null && now.uptimeMs !== null;
    const uptimeUs = sleeps ? (now.uptimeMs! - last.uptimeMs!) * 1000 - monotonicUs : 0;
    const sleptUs = uptimeUs >= TOLD_US ? uptimeUs : 0;
    const setUs = wallUs - sleptUs;
    this.#note('still', monotonicUs - this.#everyUs, last);
    this.#note('slept', sleptUs, last);
    this.#note(sleeps ? 'forward' : 'ahead', setUs, last);
    this.#note('back', -setUs, last);
  }

  #note(what: Happening, us: number, { wallMs }: ClockReading): void {
    const events = this.#happened[what];
    if (us >= TOLD_US && events.length < MOST_EVENTS) events.push({ us, atUs: this.#lastAtUs, wallMs });
  }
}

type Happening = 'still' | 'slept' | 'ahead' | 'forward' | 'back';

interface Event {
  readonly us: number;
  /** From the start of the run, and by the clock on the wall before it. */
  readonly atUs: number;
  readonly wallMs: number;
}

function sentence(events: readonly Event[], say: (how: string) => string): string[] {
  if (events.length === 0) return [];
  const longest = events.reduce((most, event) => (event.us > most.us ? event : most));
  const togetherUs = events.reduce((sum, { us }) => sum + us, 0);
  const when = `${span(longest.atUs)} into the run (${new Date(longest.wallMs).toISOString().slice(0, 19)}Z)`;
  if (events.length === 1) return [say(`about ${span(longest.us)}, ${when}`)];
  const times = `about ${span(togetherUs)} in ${events.length} times`;
  return [say(`${times}, ${span(longest.us)} at most, ${when}`)];
}

function span(us: number): string {
  const seconds = us / 1e6;
  if (seconds < 100) return `${Number(seconds.toFixed(1))} s`;
  const minutes = seconds / 60;
  return minutes < 100 ? `${Math.round(minutes)} min` : `${Number((minutes / 60).toFixed(1))} h`;
}

const MONOTONIC = '; times of the run are by the monotonic clock, which knows nothing of it';
/** Less is the hiccup of a busy machine, or NTP at its quiet work. */
const TOLD_US = 1_000_000;
/** A pause is not noticed by all threads at the same moment. */
const ALIKE = 0.8;
const MOST_EVENTS = 1000;
