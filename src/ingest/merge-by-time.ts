import TinyQueue from 'tinyqueue';

/**
 * Merges streams of items, each in the order of time, into one; at the same time, the stream named first is first.
 * An item without a time keeps its place behind the one before it. The order within a stream is always kept, also
 * where its times are not in order. Holds one page a stream.
 */
export async function* mergeByTime<T>(
  streams: readonly AsyncIterable<readonly T[]>[],
  timeOf: (item: T) => number | undefined,
): AsyncGenerator<T[]> {
  const cursors = streams.map((stream, order): Cursor<T> => {
    return {
      order,
      pages: stream[Symbol.asyncIterator](),
      page: [],
      next: 0,
      time: Number.NEGATIVE_INFINITY,
    };
  });
  const settle = (cursor: Cursor<T>): void => {
    cursor.time = timeOf(cursor.page[cursor.next]) ?? cursor.time;
  };
  try {
    const begun = await Promise.all(cursors.map(turnPage));
    const waiting = cursors.filter((_, i) => begun[i]);
    waiting.forEach(settle);
    const queue = new TinyQueue(waiting, compare);
    let merged: T[] = [];
    while (queue.length > 0) {
      const cursor = queue.pop()!;
      const rival = queue.peek();
      let hasMore = true;
      // Logs come in bursts: the queue is asked only when the turn passes to another stream.
      do {
        merged.push(cursor.page[cursor.next++]);
        if (cursor.next === cursor.page.length) {
          yield merged;
          merged = [];
          hasMore = await turnPage(cursor);
        }
        if (hasMore) settle(cursor);
      } while (hasMore && (!rival || compare(cursor, rival) < 0));
      if (hasMore) queue.push(cursor);
    }
  } finally {
    await Promise.allSettled(cursors.map(({ pages }) => pages.return?.()));
  }
}

/** Where a stream stands: at `page[next]`. */
interface Cursor<T> {
  readonly order: number;
  readonly pages: AsyncIterator<readonly T[]>;
  page: readonly T[];
  next: number;
  /** Of the item at which it stands, or of the last one before it that has a time. */
  time: number;
}

/** Moves to the next page that holds anything; tells whether there is one. */
async function turnPage<T>(cursor: Cursor<T>): Promise<boolean> {
  do {
    const { value, done } = await cursor.pages.next();
    if (done) return false;
    cursor.page = value;
  } while (cursor.page.length === 0);
  cursor.next = 0;
  return true;
}

function compare(a: Cursor<unknown>, b: Cursor<unknown>): number {
  // Two that have no time yet differ by NaN.
  return a.time - b.time || a.order - b.order;
}
