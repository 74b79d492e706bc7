/**
 * What several sources bring, as it comes: a source that has nothing to say keeps no other from being heard. Of each, no
 * more than one piece is held until it is wanted.
 */
export async function* asTheyCome<T>(sources: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  const brought: { readonly piece: T; readonly goOn: () => void }[] = [];
  let news = Promise.withResolvers<void>();
  let running = sources.length;
  let failure: { readonly error: unknown } | undefined;
  let isOver = false;
  /** Of the piece that was handed out. */
  let goOn = (): void => {};

  async function listen(source: AsyncIterable<T>): Promise<void> {
    try {
      for await (const piece of source) {
        if (isOver) return;
        await new Promise<void>((goOn) => {
          brought.push({ piece, goOn });
          news.resolve();
        });
        if (isOver) return;
      }
    } catch (error) {
      failure ??= { error };
    } finally {
      running--;
      news.resolve();
    }
  }

  for (const source of sources) void listen(source);
  try {
    while (true) {
      for (let next = brought.shift(); next; next = brought.shift()) {
        goOn = next.goOn;
        yield next.piece;
        goOn();
      }
      if (failure) throw failure.error;
      if (running === 0) return;
      await news.promise;
      news = Promise.withResolvers();
    }
  } finally {
    isOver = true;
    // Who waits with a piece is to let go of its source.
    goOn();
    for (const waiting of brought) waiting.goOn();
  }
}
