import type Database from 'better-sqlite3';
import { ReplayError } from '../errors.ts';
import type { CompleteEnd, NewRun, RunEnd } from './messages.ts';
import { checkSound, leaveOneFile, openDatabase } from './open-database.ts';
import { isLocked, LOCK_TIMEOUT_MS, patiently } from './patiently.ts';
import { RunWriter } from './run-writer.ts';
import { damaged, isDamage, storeError } from './store-error.ts';
import { watchFile } from './watch-file.ts';

export interface RecordingOptions {
  readonly path: string;
  readonly run: NewRun;
  /** Called when another program has kept the database locked for a while. */
  readonly onLocked: () => void;
  /** Whether nothing follows what is there to be written. */
  readonly isLast: () => boolean;
}

/**
 * A run that is being written, until its end or until the first thing that goes wrong: what was committed before is safe, and
 * how the run ended is written as far as that is possible. Whatever is thrown is a `ReplayError`.
 */
export class RunRecording {
  readonly #options: RecordingOptions;
  readonly #db: Database.Database;
  readonly #writer: RunWriter;
  readonly #checkFile: () => void;
  #failure: ReplayError | null = null;
  #stored = 0;
  #heartbeatAtMs = performance.now();

  constructor(options: RecordingOptions) {
    const { path, run, onLocked } = options;
    this.#options = options;
    this.#db = openDatabase(path, { ms: PATIENCE_MS, onLocked });
    try {
      this.#db.pragma(`busy_timeout = ${LOCK_TIMEOUT_MS}`);
      this.#db.pragma(`cache_size = -${CACHE_KIB}`);
      this.#writer = this.#patiently(() => new RunWriter(this.#db, run));
      this.#checkFile = watchFile(path);
    } catch (cause) {
      this.#db.close();
      throw storeError(path, cause);
    }
  }

  get runId(): number {
    return this.#writer.runId;
  }

  /** Writes something; nothing any more once something went wrong. `outcomes`: how many are stored by it. */
  write(work: (writer: RunWriter) => void, outcomes = 0): void {
    if (this.#failure) return;
    try {
      this.#patiently(() => work(this.#writer));
      this.#stored += outcomes;
      // A thread that has much to do comes to no timer.
      if (performance.now() - this.#heartbeatAtMs > HEARTBEAT_MS) this.heartbeat();
    } catch (cause) {
      throw this.#fail(cause);
    }
  }

  /** To be called every `HEARTBEAT_MS`: says that the run goes on, and looks whether its file is still there. */
  heartbeat(): void {
    if (this.#failure) return;
    this.#heartbeatAtMs = performance.now();
    try {
      this.#checkFile();
      this.#writer.heartbeat();
    } catch (cause) {
      // The next one will do.
      if (!isLocked(cause)) throw this.#fail(cause);
    }
  }

  /** Writes how the run ended and closes the database; throws what went wrong, now or before. */
  end(end: RunEnd, handedOver: number): void {
    const complete = { ...end, notStored: handedOver - this.#stored };
    try {
      this.write((writer) => {
        this.#checkFile();
        writer.end(complete);
      });
    } catch {
      // It is remembered.
    }
    if (this.#failure) this.#endFailed(this.#failure, complete);
    this.#close();
    if (this.#failure) throw this.#failure;
  }

  /** As much of it as there is room for: a transaction that was given up left some. */
  #endFailed({ message, cause }: ReplayError, end: CompleteEnd): void {
    if (isDamage(cause)) return;
    try {
      this.#writer.end({ ...end, state: 'failed', stopped: null, invalid: [message] });
    } catch {
      try {
        this.#writer.failed(message, end.notStored);
      } catch {
        // A reader sees that nobody writes the run any more.
      }
    }
  }

  #close(): void {
    try {
      leaveOneFile(this.#db);
      this.#db.close();
      if (!this.#failure) checkSound(this.#options.path);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #patiently<T>(work: () => T): T {
    const { isLast, onLocked } = this.#options;
    // As long as there is room for what comes, and beyond it something to count, nothing is lost by waiting.
    return patiently(work, { ms: PATIENCE_MS, isCounted: isLast, onLocked });
  }

  #fail(cause: unknown): ReplayError {
    this.#failure ??= this.#describe(cause);
    return this.#failure;
  }

  #describe(cause: unknown): ReplayError {
    const { path } = this.#options;
    if (cause instanceof ReplayError) return cause;
    if (isDamage(cause)) return damaged(path, cause);
    const { code, message, hint } = storeError(path, cause);
    const read = `what was stored until then can be read: reprise report ${this.runId} --db ${path}`;
    return new ReplayError(code, message, `${hint}; ${read}`, cause);
  }
}

/** A reader takes a run whose heart does not beat for much longer for one that was cut off. */
export const HEARTBEAT_MS = 1000;
/** So long another program may keep the database locked before a run, and at its end. */
const PATIENCE_MS = 60_000;
/** Of SQLite's pages: a run only appends. The library's 16 MB would fill within minutes, for nothing. */
const CACHE_KIB = 4000;
