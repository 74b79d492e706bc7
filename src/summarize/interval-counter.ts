import { ANSWERED, COMPARISONS, type Interval, NONE, type OutcomeBatch, resultKind } from '../model.ts';
import { toStoredTimes } from './histogram-bytes.ts';
import { LatencyCounts } from './latency-counts.ts';
import { sentAfterUs } from './sent-after.ts';
import { WAITED } from './waited.ts';

/**
 * Counts outcomes over the time of a run in bounded memory: stretches of a second at first, which double as the run
 * goes on.
 */
export class IntervalCounter {
  readonly #most: number;
  #lengthUs = 1e6;
  #cells: Cell[] = [];

  constructor(most = MOST_INTERVALS) {
    this.#most = most;
  }

  /** Counts outcome `i`. */
  add(batch: OutcomeBatch, i: number): void {
    const dueUs = batch.dueAtUs[i];
    const lagUs = batch.lagUs[i];
    const cell = this.#at(dueUs);
    const result = batch.result[i];
    cell[resultKind(result)]++;
    if (batch.comparison[i] === UNEXPLAINED) cell.unexplained++;
    const status = batch.status[i];
    if (status > 0 && result === ANSWERED)
      cell.statusClasses[Math.min(Math.max(Math.floor(status / 100), 1), 5) - 1]++;
    if (lagUs === NONE) return;
    cell.bytes += batch.bytes[i];
    cell.lag.recordValue(lagUs);
    const serviceUs = batch.serviceUs[i];
    if (WAITED.has(result)) cell.response.recordValue(sentAfterUs(batch, i) + serviceUs);
    // From here on `cell` may be a half that went into a whole.
    const sentUs = dueUs + sentAfterUs(batch, i);
    this.#at(sentUs).sent++;
    // What a sender had begun with when it died has no service time.
    this.#at(sentUs + (serviceUs === NONE ? 0 : serviceUs)).ended++;
  }

  result(): Interval[] {
    let inFlight = 0;
    return Array.from(this.#cells, (cell = emptyCell(), i) => {
      const { answered, failed, dropped, ended, response, lag, ...rest } = cell;
      inFlight += cell.sent - ended;
      return {
        startUs: i * this.#lengthUs,
        lengthUs: this.#lengthUs,
        planned: answered + failed + dropped,
        answered,
        failed,
        dropped,
        ...rest,
        inFlight,
        ...(response.totalCount > 0 && { response: toStoredTimes(response) }),
        ...(lag.totalCount > 0 && { lag: toStoredTimes(lag) }),
      };
    });
  }

  /** The cell of a moment from the start of the run. */
  #at(us: number): Cell {
    while (us >= this.#most * this.#lengthUs) this.#double();
    const index = Math.floor(us / this.#lengthUs);
    this.#cells[index] ??= emptyCell();
    return this.#cells[index];
  }

  #double(): void {
    this.#lengthUs *= 2;
    const halves = this.#cells;
    this.#cells = [];
    halves.forEach((half, i) => {
      const whole = this.#cells[i >> 1];
      if (whole) addTo(whole, half);
      else this.#cells[i >> 1] = half;
    });
  }
}

interface Cell {
  answered: number;
  failed: number;
  dropped: number;
  unexplained: number;
  bytes: number;
  sent: number;
  ended: number;
  readonly statusClasses: number[];
  readonly response: LatencyCounts;
  readonly lag: LatencyCounts;
}

function emptyCell(): Cell {
  return {
    answered: 0,
    failed: 0,
    dropped: 0,
    unexplained: 0,
    bytes: 0,
    sent: 0,
    ended: 0,
    statusClasses: [0, 0, 0, 0, 0],
    response: new LatencyCounts(2),
    lag: new LatencyCounts(2),
  };
}

function addTo(sum: Cell, other: Cell): void {
  for (const count of COUNTS) sum[count] += other[count];
  other.statusClasses.forEach((count, i) => {
    sum.statusClasses[i] += count;
  });
  sum.response.add(other.response);
  sum.lag.add(other.lag);
}

const COUNTS = ['answered', 'failed', 'dropped', 'unexplained', 'bytes', 'sent', 'ended'] as const;
const UNEXPLAINED = COMPARISONS.indexOf('unexplained');
/** Two histograms each: some 10 MB at most. */
const MOST_INTERVALS = 720;
