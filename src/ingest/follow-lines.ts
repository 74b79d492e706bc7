import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReplayError } from '../errors.ts';
import type { LinePage } from '../model.ts';
import { cannotRead } from './cannot-read.ts';
import { detectPacking, PACKING_BYTES } from './detect-packing.ts';
import { readLines } from './read-lines.ts';
import { splitLines } from './split-lines.ts';
import type { Warn } from './warn.ts';

export interface FollowOptions {
  /** Ends the following; the lines end there, without an error. */
  readonly signal: AbortSignal;
  /** Whether the lines that are there already are read first. Without, it begins with the first new one. */
  readonly fromStart?: boolean;
  readonly pollMs?: number;
  readonly warn?: Warn;
}

/**
 * The lines of a log while it is written. Goes on in the new file when the log is moved away and made anew, and at the
 * start when it is emptied in place (`copytruncate`). It looks every so often rather than wait to be told: that
 * works on every file system. Lines are numbered from the first that it reads.
 */
export async function* followLines(file: string, options: FollowOptions): AsyncGenerator<LinePage> {
  const { signal, fromStart = false, pollMs = 200, warn = () => {} } = options;
  if (file === '-') {
    yield* readLines(file, warn, signal);
    return;
  }
  let log = await OpenFile.open(file, fromStart ? 'start' : 'end');
  let splitter = splitLines();
  let firstNumber = 1;
  let quietPolls = 0;

  function toPage({ texts, tooLong }: Pick<LinePage, 'texts' | 'tooLong'>): LinePage {
    const page = { file, firstNumber, texts, tooLong };
    firstNumber += texts.length;
    return page;
  }

  try {
    while (!signal.aborted) {
      const chunk = await log.read();
      if (chunk === 'was-emptied') {
        warn('was emptied while it was read: what was written just before may be missing');
        log.startOver();
        // The rest of a line that was not complete is gone.
        splitter = splitLines();
        continue;
      }
      if (chunk) {
        const split = splitter.push(chunk);
        if (split.texts.length > 0) yield toPage(split);
        quietPolls = 0;
        continue;
      }
      const successor = await log.successor();
      quietPolls = successor ? quietPolls + 1 : 0;
      // A server writes on into the file that was moved away until it is told to open the new one.
      if (successor && quietPolls > (successor.isEmpty ? WAIT_FOR_WRITER : 1)) {
        const next = await OpenFile.open(file, 'start').catch(() => undefined);
        if (next) {
          const split = await splitter.end();
          if (split.texts.length > 0) yield toPage(split);
          await log.close();
          log = next;
          splitter = splitLines();
          quietPolls = 0;
          continue;
        }
      }
      await sleep(pollMs, undefined, { signal }).catch(() => {});
    }
  } finally {
    await log.close();
  }
}

/** A file that others write, and how far it has been read. */
class OpenFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  #position = 0;
  /** The bytes before `position`: where they have changed, it is not the same content any more. */
  #behind: Buffer = Buffer.alloc(0);
  /** The writer goes on at its old place in a file that was emptied: what lies before it reads as NULs. */
  #skipsHole = false;
  /** What comes first is the rest of a line. */
  #skipsLine = false;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  static async open(path: string, at: 'start' | 'end'): Promise<OpenFile> {
    try {
      const file = new OpenFile(path, await open(path));
      await file.#begin(at);
      return file;
    } catch (cause) {
      throw cannotRead(path, cause);
    }
  }

  async #begin(at: 'start' | 'end'): Promise<void> {
    const packing = detectPacking(await this.#bytes(0, PACKING_BYTES));
    if (packing !== null) {
      await this.close();
      throw new ReplayError(
        'input',
        `${this.#path}: is packed (${packing})`,
        'follow the log that is being written',
      );
    }
    if (at === 'start') return;
    const { size } = await this.#handle.stat();
    this.#position = size;
    this.#behind = await this.#bytes(Math.max(0, size - BEHIND), Math.min(size, BEHIND));
    this.#skipsLine = this.#behind.length > 0 && this.#behind.at(-1) !== LF;
  }

  /**
   * What was written since the last time; undefined: nothing. What lies before it is read again with it, in one go: between
   * a look and a read, the log could be emptied and written anew.
   */
  async read(): Promise<Buffer | 'was-emptied' | undefined> {
    const behind = this.#behind;
    const bytes = await this.#bytes(this.#position - behind.length, behind.length + CHUNK);
    if (!bytes.subarray(0, behind.length).equals(behind)) return 'was-emptied';
    let chunk = bytes.subarray(behind.length);
    if (chunk.length === 0) return undefined;
    this.#position += chunk.length;
    this.#behind = Buffer.from(bytes.subarray(-BEHIND));
    if (this.#skipsHole) {
      const end = chunk.findIndex((byte) => byte !== 0);
      this.#skipsHole = end === -1;
      chunk = end === -1 ? chunk.subarray(chunk.length) : chunk.subarray(end);
    }
    if (this.#skipsLine) {
      const end = chunk.indexOf(LF);
      this.#skipsLine = end === -1;
      chunk = end === -1 ? chunk.subarray(chunk.length) : chunk.subarray(end + 1);
    }
    return chunk;
  }

  startOver(): void {
    this.#position = 0;
    this.#behind = Buffer.alloc(0);
    this.#skipsHole = true;
    this.#skipsLine = false;
  }

  /** The file that has its name now, when it was moved away. */
  async successor(): Promise<{ readonly isEmpty: boolean } | undefined> {
    const [here, there] = await Promise.all([
      this.#handle.stat({ bigint: true }),
      stat(this.#path, { bigint: true }).catch(() => undefined),
    ]);
    if (!there || (here.ino === there.ino && here.dev === there.dev)) return undefined;
    return { isEmpty: there.size === 0n };
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #bytes(position: number, length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.#handle.read(Buffer.allocUnsafe(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  }
}

/** Polls in which nothing came, until a new file is taken for the one that is written though it is empty. */
const WAIT_FOR_WRITER = 10;

const LF = 0x0a;
const CHUNK = 256 * 1024;
const BEHIND = 64;
