import { ReplayError } from '../errors.ts';
import type { HttpRequest } from '../model.ts';

/** A request with the time at which it began by the log. */
export interface TimedRequest {
  readonly request: HttpRequest;
  /** From the epoch. */
  readonly startedAtMs: number;
  /** The full second with which the log stamped it, be it the start or the end; null where the stamp is finer. */
  readonly stampedSecondMs: number | null;
  /** Where it stands in the pass: those of the same time stay in the order of the log. */
  readonly number: number;
}

/**
 * The requests of one pass with their times. One without a time goes with the one before it, and is counted; those at
 * the head of the log with the first that has one. Throws where the log tells no times at all.
 */
export async function* timedRequests(
  pages: AsyncIterable<readonly HttpRequest[]>,
  onUntimed: (count: number) => void,
): AsyncGenerator<readonly TimedRequest[]> {
  let before: TimedRequest | null = null;
  let head: HttpRequest[] = [];
  let number = 0;
  for await (const page of pages) {
    const timed: TimedRequest[] = [];
    let untimed = 0;
    for (const request of page) {
      const { startedAtMs, durationMs } = request.recorded;
      if (startedAtMs !== undefined) {
        const stampedSecondMs = stampedSecond(startedAtMs, durationMs);
        for (const early of head)
          timed.push({ request: early, startedAtMs, stampedSecondMs, number: number++ });
        if (head.length > 0) head = [];
        before = { request, startedAtMs, stampedSecondMs, number: number++ };
        timed.push(before);
      } else {
        untimed++;
        if (before) timed.push({ ...before, request, number: number++ });
        else if (head.push(request) > MAX_HEAD) throw noTimes(head.length);
      }
    }
    if (untimed > 0) onUntimed(untimed);
    if (timed.length > 0) yield timed;
  }
  if (head.length > 0) throw noTimes(head.length);
}

/** A log stamps a request at its start or at its end; where either is a full second, that is its grain. */
function stampedSecond(startedAtMs: number, durationMs: number | undefined): number | null {
  if (isFullSecond(startedAtMs)) return Math.round(startedAtMs);
  const endedAtMs = startedAtMs + (durationMs ?? 0);
  return isFullSecond(endedAtMs) ? Math.round(endedAtMs) : null;
}

/** To a microsecond: an end less a duration is not exact in binary. */
function isFullSecond(ms: number): boolean {
  return Math.abs(ms - Math.round(ms / 1000) * 1000) < 1e-3;
}

function noTimes(count: number): ReplayError {
  return new ReplayError(
    'input',
    `the log does not say when its requests began (${count} of them, none with a time)`,
    'replay it at a rate: --rate 100; or read its times with --format or --parser',
  );
}

/** So many requests without a time at the head of a log are waited with; more, and it has none. */
const MAX_HEAD = 10_000;
