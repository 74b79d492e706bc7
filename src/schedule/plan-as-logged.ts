import type { Arrival } from '../model.ts';
import type { TimedRequest } from './log-order.ts';
import { PAGE } from './plan-arrivals.ts';

export interface AsLogged {
  /** 2: twice as fast as it was. */
  readonly speed: number;
  /** A longer silence of the log is shortened to this (before `speed`). Infinity: none is. */
  readonly maxGapMs: number;
  /** Nothing is due from here on; Infinity: the log decides. */
  readonly durationUs: number;
}

/**
 * Gives each request the time that it had in the log, from the first one on. The requests of a pass come in the order of
 * their times; where time goes back, the log was started over, and the new pass follows the old one at its mean gap.
 */
export async function* planAsLogged(
  requests: AsyncIterable<TimedRequest>,
  { speed, maxGapMs, durationUs }: AsLogged,
): AsyncGenerator<readonly Arrival[]> {
  let page: Arrival[] = [];
  let seq = 0;
  /** Of the log, shortened silence aside. */
  let elapsedMs = 0;
  let passBeganMs = 0;
  let inPass = 0;
  let before: number | null = null;
  for await (const { request, startedAtMs } of requests) {
    if (before !== null && startedAtMs < before) {
      elapsedMs += inPass > 1 ? (elapsedMs - passBeganMs) / (inPass - 1) : 0;
      passBeganMs = elapsedMs;
      inPass = 0;
    } else if (before !== null) {
      elapsedMs += Math.min(startedAtMs - before, maxGapMs);
    }
    before = startedAtMs;
    inPass++;
    const dueAtUs = Math.round((elapsedMs * 1000) / speed);
    if (dueAtUs >= durationUs) break;
    page.push({ seq: seq++, dueAtUs, request });
    if (page.length === PAGE) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}
