import TinyQueue from 'tinyqueue';
import type { HttpRequest } from '../model.ts';

/** A request with the time at which it began by the log, from the epoch. */
export interface TimedRequest {
  readonly request: HttpRequest;
  readonly startedAtMs: number;
}

/** What putting a log into the order of its starts came across. */
export interface OrderCounts {
  /** Requests without a time: they go with the one before them. */
  untimed: number;
  /** Requests that began before one that had been handed on already; they go at once. */
  late: number;
}

/**
 * Puts the requests of one pass into the order in which they began. A log is written in the order in which requests ended,
 * so the disorder is bounded by the longest of them: a heap over a window of time, not of lines, is exact where no
 * request took longer than the window.
 */
export async function* inOrderOfStart(
  requests: AsyncIterable<readonly HttpRequest[]>,
  counts: OrderCounts,
  windowMs = WINDOW_MS,
): AsyncGenerator<TimedRequest> {
  const heap = new TinyQueue<Waiting>([], earlier);
  let latestMs = -Infinity;
  let handedOnMs = -Infinity;
  let number = 0;
  for await (const page of requests) {
    for (const request of page) {
      const startedAtMs = timeOf(request);
      latestMs = Math.max(latestMs, startedAtMs);
      heap.push({ request, startedAtMs, number: number++ });
    }
    while (
      heap.length > 0 &&
      (heap.peek()!.startedAtMs <= latestMs - windowMs || heap.length > MAX_WAITING)
    ) {
      yield handOn(heap.pop()!);
    }
  }
  while (heap.length > 0) yield handOn(heap.pop()!);

  function timeOf({ recorded: { startedAtMs } }: HttpRequest): number {
    if (startedAtMs !== undefined) return startedAtMs;
    counts.untimed++;
    return latestMs === -Infinity ? 0 : latestMs;
  }

  function handOn({ request, startedAtMs }: Waiting): TimedRequest {
    if (startedAtMs < handedOnMs) counts.late++;
    handedOnMs = Math.max(handedOnMs, startedAtMs);
    return { request, startedAtMs: handedOnMs };
  }
}

interface Waiting extends TimedRequest {
  /** Keeps those of the same time in the order of the log. */
  readonly number: number;
}

function earlier(a: Waiting, b: Waiting): number {
  return a.startedAtMs - b.startedAtMs || a.number - b.number;
}

/** Longer than any timeout in common use. */
const WINDOW_MS = 60_000;
/** A bound for logs with more than this in one window; beyond it the order is as good as this many allow. */
const MAX_WAITING = 1_000_000;
