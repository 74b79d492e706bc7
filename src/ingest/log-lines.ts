import type { LinePage } from '../model.ts';
import { readLines } from './read-lines.ts';

/** The lines of several files, one file after the other. The first of them can be looked at before they are read. */
export class LogLines {
  readonly #logs: readonly string[];
  /** A pass that was begun by `peek`: standard input can be begun only once. */
  #begun: { readonly page: LinePage | undefined; readonly rest: AsyncGenerator<LinePage> } | undefined;

  constructor(logs: readonly string[]) {
    this.#logs = logs;
  }

  /** The first page of lines, without the blank ones: at most `count`, and none when the log is empty. */
  async peek(count: number): Promise<readonly string[]> {
    const rest = this.#readAll();
    const { value, done } = await rest.next();
    const page = done ? undefined : value;
    this.#begun = { page, rest };
    return (page?.texts ?? []).filter((text) => text !== '').slice(0, count);
  }

  /** One pass over all lines. */
  async *read(): AsyncGenerator<LinePage> {
    const { page, rest } = this.#begun ?? { page: undefined, rest: this.#readAll() };
    this.#begun = undefined;
    if (page) yield page;
    yield* rest;
  }

  async *#readAll(): AsyncGenerator<LinePage> {
    for (const log of this.#logs) yield* readLines(log);
  }
}
