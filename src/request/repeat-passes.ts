import { type HttpRequest, requestBytes } from '../model.ts';

/** One pass through a log: its requests in pages, in the order of the log. To be read to its end before the next. */
export type Pass = AsyncIterable<readonly HttpRequest[]>;

/** A log of up to this many requests, and bytes in them, is read once and repeated from memory; a larger one is read again each time. */
export const MAX_KEPT = 50_000;
export const MAX_KEPT_BYTES = 32 * 1024 * 1024;

/**
 * A log over and over, pass by pass, for as long as passes are asked for. Ends when a pass yielded nothing, and after
 * the first pass where the log cannot be read twice (standard input) and was too large to keep.
 */
export async function* repeatPasses(read: () => Pass, canReadAgain: boolean): AsyncGenerator<Pass> {
  let kept: (readonly HttpRequest[])[] | null = [];
  /** Of the last pass: a log that was emptied meanwhile would be read for ever. */
  let count = 0;
  let bytes = 0;
  yield first();
  const pages = kept;
  if (pages) while (count > 0) yield fromMemory(pages);
  else if (canReadAgain) while (count > 0) yield again();

  async function* first(): AsyncGenerator<readonly HttpRequest[]> {
    for await (const page of read()) {
      count += page.length;
      if (kept) for (const request of page) bytes += requestBytes(request);
      if (count > MAX_KEPT || bytes > MAX_KEPT_BYTES) kept = null;
      // A copy: the text of a log line keeps alive the whole stretch of the log that it was cut from.
      kept?.push(structuredClone(page));
      yield page;
    }
  }

  async function* again(): AsyncGenerator<readonly HttpRequest[]> {
    count = 0;
    for await (const page of read()) {
      count += page.length;
      yield page;
    }
  }
}

async function* fromMemory(
  pages: readonly (readonly HttpRequest[])[],
): AsyncGenerator<readonly HttpRequest[]> {
  yield* pages;
}
