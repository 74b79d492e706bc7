import type { LinePage, LogWarning } from '../model.ts';
import type { LogPath } from './expand-logs.ts';
import { readLines } from './read-lines.ts';
import type { Warn } from './warn.ts';

/** One log: a file, or the files that it was rotated into, in the order in which they are read. */
export interface OneLog {
  /** That of its first file. */
  readonly path: string;
  /**
   * The lines of the first page that holds any, without the blank ones: at most `count`, and none when there are none.
   * The first page alone would not do: a log may begin with blank lines, or with one that is too long (the hole of
   * NULs that `copytruncate` leaves).
   */
  readonly peek: (count: number) => Promise<readonly string[]>;
  /** One pass over all its lines. */
  readonly read: () => AsyncGenerator<LinePage>;
}

/** The lines of several files. The first of each log can be looked at before they are read. */
export class LogLines {
  readonly #files: readonly FileLines[];
  readonly #closing = new AbortController();

  /** `onWarning` is called for what is wrong with files that are read all the same: once each, whatever is read again. */
  constructor(logs: readonly (LogPath | string)[], onWarning: (warning: LogWarning) => void = () => {}) {
    const said = new Set<string>();
    const { signal } = this.#closing;
    const warn = (file: string, text: string, isLoss?: boolean): void => {
      // What is closed seems cut off.
      if (signal.aborted) return;
      const key = `${file}: ${text}`;
      if (!said.has(key)) onWarning({ file, text, ...(isLoss && { isLoss }) });
      said.add(key);
    };
    this.#files = logs.map((log) => {
      const { path, set } = typeof log === 'string' ? { path: log, set: log } : log;
      return new FileLines(path, set, (text, isLoss) => warn(path, text, isLoss), signal);
    });
  }

  /** The logs to be read one after the other, in the order in which they were named: parts of one may stand apart. */
  inTurn(): OneLog[] {
    const stretches: FileLines[][] = [];
    for (const file of this.#files) {
      const last = stretches.at(-1);
      if (last?.[0].set === file.set) last.push(file);
      else stretches.push([file]);
    }
    return stretches.map(together);
  }

  /** The logs to be read side by side, each whole. */
  sideBySide(): OneLog[] {
    return [...Map.groupBy(this.#files, ({ set }) => set).values()].map(together);
  }

  /**
   * Ends all reading, also one that waits for more: an open standard input would keep the process alive. Nothing can be
   * read afterwards.
   */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const file of this.#files) await file.close();
  }
}

function together(files: readonly FileLines[]): OneLog {
  return {
    path: files[0].path,
    async peek(count) {
      for (const file of files) {
        const lines = await file.peek(count);
        if (lines.length > 0) return lines;
      }
      return [];
    },
    async *read() {
      for (const file of files) yield* file.read();
    },
  };
}

/** The lines of one file. */
class FileLines {
  readonly set: string;
  readonly path: string;
  readonly #warn: Warn;
  readonly #signal: AbortSignal;
  /** A pass that was begun by `peek`: standard input can be begun only once. */
  #begun: Begun | undefined;

  constructor(path: string, set: string, warn: Warn, signal: AbortSignal) {
    this.path = path;
    this.set = set;
    this.#warn = warn;
    this.#signal = signal;
  }

  async peek(count: number): Promise<readonly string[]> {
    this.#begun ??= this.#begin();
    const { pages, rest } = this.#begun;
    for (let i = 0; ; i++) {
      if (i === pages.length) {
        const { value, done } = await rest.next();
        if (done) return [];
        pages.push(value);
      }
      const lines = pages[i].texts.filter((text) => text !== '');
      if (lines.length > 0) return lines.slice(0, count);
    }
  }

  async *read(): AsyncGenerator<LinePage> {
    const { pages, rest } = this.#begun ?? this.#begin();
    this.#begun = undefined;
    try {
      yield* pages;
      yield* rest;
    } finally {
      await rest.return(undefined);
    }
  }

  #begin(): Begun {
    return { pages: [], rest: readLines(this.path, this.#warn, this.#signal) };
  }

  async close(): Promise<void> {
    await this.#begun?.rest.return(undefined);
    this.#begun = undefined;
  }
}

interface Begun {
  readonly pages: LinePage[];
  readonly rest: AsyncGenerator<LinePage>;
}
