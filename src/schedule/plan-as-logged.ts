import type { Arrival, HttpRequest } from '../model.ts';
import { countSecond } from './count-second.ts';
import { LogClock } from './log-clock.ts';
import { inOrderOfStart } from './log-order.ts';
import { SecondSpreader } from './spread-seconds.ts';
import { type TimedRequest, timedRequests } from './timed-requests.ts';

export type Pages = AsyncIterable<readonly HttpRequest[]>;

export interface AsLogged {
  /** 2: twice as fast as it was. */
  readonly speed: number;
  /** A longer silence of the log is shortened to this (before `speed`). Infinity: none is. */
  readonly maxGapMs: number;
  /** Nothing is due from here on; Infinity: the log decides. */
  readonly durationUs: number;
}

/** What a plan came across, as far as it was asked for. */
export interface AsLoggedTally {
  /** Of the first pass: requests without a time, and requests that began too long before those handed on already. */
  untimed: number;
  late: number;
  /** When sending is over: a mean gap after the last arrival. */
  endUs: number;
  /** How many arrivals are due in a second; of the last seconds that were planned. */
  readonly bySecond: Map<number, number>;
}

/**
 * Gives each request the time that it had in the log, from the first one on. Where the log is started over, the new pass
 * follows the old one at its mean gap, and keeps its own shape.
 */
export async function* planAsLogged(
  passes: AsyncIterable<Pages>,
  { speed, maxGapMs, durationUs }: AsLogged,
  tally: AsLoggedTally,
): AsyncGenerator<readonly Arrival[]> {
  const spreader = new SecondSpreader();
  let isFirst = true;
  let seq = 0;
  let passBeganMs = 0;
  for await (const pass of passes) {
    const clock = new LogClock(maxGapMs);
    for await (const ordered of inTheirTime(pass, spreader, isFirst ? tally : null)) {
      const page: Arrival[] = [];
      for (const { request, startedAtMs } of ordered) {
        const dueAtUs = Math.round(((passBeganMs + clock.tick(startedAtMs)) * 1000) / speed);
        if (dueAtUs >= durationUs) {
          tally.endUs = durationUs;
          if (page.length > 0) yield page;
          return;
        }
        countSecond(tally.bySecond, Math.floor(dueAtUs / 1e6));
        page.push({ seq: seq++, dueAtUs, request });
      }
      tally.endUs = Math.round(((passBeganMs + clock.spanMs + clock.meanGapMs) * 1000) / speed);
      yield page;
    }
    if (clock.count === 0) return;
    passBeganMs += clock.spanMs + clock.meanGapMs;
    isFirst = false;
  }
}

/** One pass in the order in which its requests began, stamps of a second spread over it. */
export function inTheirTime(
  pass: Pages,
  spreader: SecondSpreader,
  tally: Pick<AsLoggedTally, 'untimed' | 'late'> | null,
): AsyncIterable<readonly TimedRequest[]> {
  const timed = timedRequests(pass, (count) => {
    if (tally) tally.untimed += count;
  });
  return inOrderOfStart(spreader.spread(timed), (count) => {
    if (tally) tally.late += count;
  });
}
