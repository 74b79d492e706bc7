import type { HttpRequest } from '../model.ts';

/** Begins one pass through the log. */
export type ReadRequests = () => AsyncIterable<readonly HttpRequest[]>;

/** A log of up to this many requests is read once and repeated from memory; a longer one is read again each time. */
export const MAX_KEPT = 50_000;

/**
 * The requests of a log over and over, for as long as they are asked for. Ends when a pass yields nothing, and after
 * the first pass where the log cannot be read twice (standard input) and was too long to keep.
 */
export async function* repeatRequests(
  read: ReadRequests,
  canReadAgain: boolean,
): AsyncGenerator<readonly HttpRequest[]> {
  let kept: (readonly HttpRequest[])[] | null = [];
  let count = 0;
  for await (const page of read()) {
    count += page.length;
    if (count > MAX_KEPT) kept = null;
    // A copy: the text of a log line keeps alive the whole stretch of the log that it was cut from.
    kept?.push(structuredClone(page));
    yield page;
  }
  if (kept) while (count > 0) yield* kept;
  else if (canReadAgain) while (count > 0) count = yield* countRequests(read());
}

/** Hands a pass on, and tells how much it was: a log that was emptied meanwhile would be read for ever. */
async function* countRequests(
  pass: ReturnType<ReadRequests>,
): AsyncGenerator<readonly HttpRequest[], number> {
  let count = 0;
  for await (const page of pass) {
    count += page.length;
    yield page;
  }
  return count;
}
