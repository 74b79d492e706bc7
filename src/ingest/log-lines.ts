import type { LinePage } from '../model.ts';
import { readLines } from './read-lines.ts';

/** The lines of several files, one file after the other. The first of them can be looked at before they are read. */
export class LogLines {
  readonly #logs: readonly string[];
  /** A pass that was begun by `peek`: standard input can be begun only once. */
  #begun: { readonly pages: readonly LinePage[]; readonly rest: AsyncGenerator<LinePage> } | undefined;

  constructor(logs: readonly string[]) {
    this.#logs = logs;
  }

  /**
   * The lines of the first page that holds any, without the blank ones: at most `count`, and none when there are none.
   * The first page alone would not do: a log may begin with blank lines, or with one that is too long (the hole of
   * NULs that `copytruncate` leaves).
   */
  async peek(count: number): Promise<readonly string[]> {
    const rest = this.#readAll();
    const pages: LinePage[] = [];
    this.#begun = { pages, rest };
    while (true) {
      const { value: page, done } = await rest.next();
      if (done) return [];
      pages.push(page);
      const lines = page.texts.filter((text) => text !== '');
      if (lines.length > 0) return lines.slice(0, count);
    }
  }

  /** One pass over all lines. */
  async *read(): AsyncGenerator<LinePage> {
    const { pages, rest } = this.#begun ?? { pages: [], rest: this.#readAll() };
    this.#begun = undefined;
    yield* pages;
    yield* rest;
  }

  /** Lets go of what `peek` began and nobody read: an open standard input would keep the process alive. */
  async close(): Promise<void> {
    await this.#begun?.rest.return(undefined);
    this.#begun = undefined;
  }

  async *#readAll(): AsyncGenerator<LinePage> {
    for (const log of this.#logs) yield* readLines(log);
  }
}
