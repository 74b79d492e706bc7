import type { TimedRequest } from './log-order.ts';

/**
 * Takes the grain out of a log whose stamps are whole seconds: k requests stamped with the same second are put at
 * (j + ½) / k of it. Without this a replay would be a burst at each full second and silence after it. A log in which any
 * stamp so far was finer stays as it is.
 */
export async function* spreadSeconds(requests: AsyncIterable<TimedRequest>): AsyncGenerator<TimedRequest> {
  let second: TimedRequest[] = [];
  let fine = false;
  for await (const timed of requests) {
    if (timed.startedAtMs % 1000 !== 0) fine = true;
    const goesOn = second.length > 0 && timed.startedAtMs === second[0].startedAtMs;
    if (!goesOn || second.length === MAX_A_SECOND) {
      yield* fine ? second : spread(second);
      second = [];
    }
    second.push(timed);
  }
  yield* fine ? second : spread(second);
}

function spread(second: readonly TimedRequest[]): TimedRequest[] {
  return second.map((timed, j) => ({
    ...timed,
    startedAtMs: timed.startedAtMs + ((j + 0.5) / second.length) * 1000,
  }));
}

/** More than any log has in a second; one whose stamps are all alike must not be held in memory. */
const MAX_A_SECOND = 200_000;
