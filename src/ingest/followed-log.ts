import type { LinePage } from '../model.ts';
import type { FollowedPath } from './find-followed.ts';
import { followLines } from './follow-lines.ts';
import { readLines } from './read-lines.ts';

export interface FollowedLogOptions {
  readonly signal: AbortSignal;
  readonly warn: (file: string, text: string) => void;
  /** Called once: what is written from then on will come. */
  readonly onFollowing: (file: string) => void;
}

/** The lines of a log that is being written. They can be looked at before they are read. */
export class FollowedLog {
  readonly path: string;
  readonly #pages: AsyncGenerator<LinePage>;
  /** Those that were looked at. */
  #held: LinePage[] = [];

  /** Nothing is opened yet. `fromStart`: nothing was in it when it was looked at before. */
  constructor({ path, kind }: FollowedPath, fromStart: boolean, options: FollowedLogOptions) {
    const { signal, warn, onFollowing } = options;
    const said = new Set<string>();
    const warnOnce = (text: string) => {
      if (!said.has(text)) warn(path, text);
      said.add(text);
    };
    this.path = path;
    this.#pages =
      kind === 'stream'
        ? begun(() => onFollowing(path), readLines(path, warnOnce, signal))
        : followLines(path, {
            signal,
            fromStart,
            waits: true,
            warn: warnOnce,
            onOpen: () => onFollowing(path),
          });
  }

  /** Waits for more lines; tells all that have come so far, blank ones left out, and whether that was the end. */
  async more(): Promise<{ readonly lines: readonly string[]; readonly ended: boolean }> {
    const { value, done } = await this.#pages.next();
    if (!done) this.#held.push(value);
    const lines = this.#held.flatMap(({ texts }) => texts).filter((text) => text !== '');
    return { lines, ended: done === true };
  }

  /** To be called once the signal has ended the following. */
  async close(): Promise<void> {
    await this.#pages.return(undefined);
  }

  /** All lines from the first that came. */
  async *read(): AsyncGenerator<LinePage> {
    const held = this.#held;
    this.#held = [];
    yield* held;
    yield* this.#pages;
  }
}

async function* begun(onBegin: () => void, pages: AsyncGenerator<LinePage>): AsyncGenerator<LinePage> {
  onBegin();
  yield* pages;
}
