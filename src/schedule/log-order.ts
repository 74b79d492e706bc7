import TinyQueue from 'tinyqueue';
import { PAGE } from './plan-arrivals.ts';
import type { TimedRequest } from './timed-requests.ts';

/**
 * Puts the requests of one pass into the order in which they began. A log is written in the order in which requests
 * ended, so the disorder is bounded by the longest of them: a heap over a window of time, not of lines, is exact where
 * no request took longer than the window. What began before one that was handed on already goes at once, as if it
 * had begun together with that one, and is counted.
 */
export async function* inOrderOfStart(
  pages: AsyncIterable<readonly TimedRequest[]>,
  onLate: (count: number) => void,
  windowMs = WINDOW_MS,
): AsyncGenerator<readonly TimedRequest[]> {
  const heap = new TinyQueue<TimedRequest>([], earlier);
  let latestMs = -Infinity;
  let handedOnMs = -Infinity;
  for await (const page of pages) {
    for (const timed of page) {
      latestMs = Math.max(latestMs, timed.startedAtMs);
      heap.push(timed);
    }
    yield* handOn(latestMs - windowMs, MAX_WAITING);
  }
  yield* handOn(Infinity, 0);

  /** Everything up to a time, and what is too much to wait. */
  function* handOn(upToMs: number, most: number): Generator<readonly TimedRequest[]> {
    const isReady = () => heap.length > most || (heap.length > 0 && heap.peek()!.startedAtMs <= upToMs);
    while (isReady()) {
      const ordered: TimedRequest[] = [];
      let late = 0;
      while (ordered.length < PAGE && isReady()) {
        const timed = heap.pop()!;
        const { startedAtMs } = timed;
        if (startedAtMs < handedOnMs) late++;
        handedOnMs = Math.max(handedOnMs, startedAtMs);
        ordered.push(startedAtMs < handedOnMs ? { ...timed, startedAtMs: handedOnMs } : timed);
      }
      if (late > 0) onLate(late);
      yield ordered;
    }
  }
}

function earlier(a: TimedRequest, b: TimedRequest): number {
  return a.startedAtMs - b.startedAtMs || a.number - b.number;
}

/** As long as common timeouts. */
export const WINDOW_MS = 60_000;
/** A bound for logs with more than this in one window; beyond it the order is as good as this many allow. */
export const MAX_WAITING = 50_000;
