import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf, ReplayError } from '../errors.ts';
import type { FromRecorder, RecorderData, ToRecorder } from './messages.ts';

/** The recorder thread: what it says, and how it ends. */
export class RecorderHandle {
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  readonly closed: Promise<void>;
  /** What ended the writing, if anything did. */
  failure: ReplayError | null = null;
  readonly #worker: Worker;
  readonly #opened = Promise.withResolvers<number>();
  readonly #closed = Promise.withResolvers<void>();
  readonly #onLocked: () => void;
  #isEnding = false;
  #isDone = false;

  constructor(data: RecorderData, onLocked: () => void) {
    const url = new URL(`./recorder-thread${extname(import.meta.url)}`, import.meta.url);
    this.#onLocked = onLocked;
    this.closed = this.#closed.promise;
    this.closed.catch(() => {});
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
    this.#worker = new Worker(url, { workerData: data, name: 'recorder', resourceLimits });
    this.#worker.on('message', (message: FromRecorder) => this.#hear(message));
    this.#worker.on('error', (cause) => this.#lose(cause));
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#lose('it ended by itself');
        resolve();
      });
    });
  }

  /** Resolves to the number of the run. What is all but there when the signal comes is waited for. */
  async opened(signal?: AbortSignal): Promise<number> {
    const giveUp = () => setTimeout(() => this.#opened.reject(signal?.reason), ALL_BUT_THERE_MS).unref();
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp);
    try {
      return await this.#opened.promise;
    } catch (error) {
      await this.#worker.terminate();
      throw error;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  tell(message: ToRecorder, transfer: ArrayBuffer[]): void {
    if (message.type === 'end') {
      this.#isEnding = true;
      this.#worker.ref();
    }
    this.#worker.postMessage(message, transfer);
  }

  #hear(message: FromRecorder): void {
    switch (message.type) {
      case 'opened':
        this.#opened.resolve(message.runId);
        break;
      case 'locked':
        this.#onLocked();
        break;
      case 'closed':
        this.#isDone = true;
        this.#closed.resolve();
        break;
      case 'failed':
        this.#fail(new ReplayError(message.code, message.message, message.hint));
        break;
      default:
        message satisfies never;
    }
  }

  #lose(cause: unknown): void {
    if (this.#isDone) return;
    this.#fail(new ReplayError('worker', `the recorder thread died: ${messageOf(cause)}`, REPORT, cause));
  }

  #fail(error: ReplayError): void {
    if (this.failure) return;
    this.failure = error;
    // It waits to be told the end, which may never come.
    if (!this.#isEnding) this.#worker.unref();
    this.#opened.reject(error);
    this.#closed.reject(error);
  }
}

const ALL_BUT_THERE_MS = 500;
const REPORT = 'what was stored before is in the database; please report this';

/** It makes few new objects: they need little room. */
const YOUNG_MB = 4;
