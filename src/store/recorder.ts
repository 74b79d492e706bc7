import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf, ReplayError } from '../errors.ts';
import type { OutcomeBatch, StoredRequest } from '../model.ts';
import type { FromRecorder, RecorderOptions, RunEnd, ToRecorder } from './messages.ts';

/**
 * The recorder thread of a run, seen from the main thread. What is handed over is written in batches as it comes,
 * several times a second: a process that is killed loses no more than that.
 */
export class Recorder {
  readonly runId: number;
  /** Rejects when the database can no longer be written; never resolves otherwise than at the end. */
  readonly closed: Promise<void>;
  readonly #thread: Worker;

  /** Opens (or makes) the database and enters the run. */
  static async open(options: RecorderOptions): Promise<Recorder> {
    const url = new URL(`./recorder-thread${extname(import.meta.url)}`, import.meta.url);
    const thread = new Worker(url, { workerData: options, name: 'recorder' });
    const opened = Promise.withResolvers<number>();
    const closed = Promise.withResolvers<void>();
    closed.promise.catch(() => {});
    const fail = (error: ReplayError) => {
      opened.reject(error);
      closed.reject(error);
    };
    thread.on('message', (message: FromRecorder) => {
      switch (message.type) {
        case 'opened':
          return opened.resolve(message.runId);
        case 'closed':
          return closed.resolve();
        case 'failed':
          return fail(new ReplayError(message.code, message.message, message.hint));
        default:
          message satisfies never;
      }
    });
    const lost = (cause: unknown) =>
      fail(new ReplayError('worker', `the recorder thread died: ${messageOf(cause)}`, REPORT, cause));
    thread.on('error', lost);
    thread.on('exit', () => lost('it ended by itself'));
    return new Recorder(thread, await opened.promise, closed.promise);
  }

  private constructor(thread: Worker, runId: number, closed: Promise<void>) {
    this.#thread = thread;
    this.runId = runId;
    this.closed = closed;
  }

  /** Says when sending began, or will in a moment: due times count from there. */
  sendingStarted(at: Date): void {
    this.#tell({ type: 'sending-started', at: at.toISOString() });
  }

  /** Enters requests; those that outcomes refer to come before them. */
  requests(requests: readonly StoredRequest[]): void {
    if (requests.length > 0) this.#tell({ type: 'requests', requests });
  }

  /** Stores outcomes. The batch is moved to the recorder and is empty afterwards. */
  outcomes(batch: OutcomeBatch): void {
    this.#tell({ type: 'outcomes', batch }, [batch.seq.buffer as ArrayBuffer]);
  }

  /** Writes what is left and the end of the run, and closes the database. */
  async end(end: RunEnd): Promise<void> {
    this.#tell({ type: 'end', end });
    await this.closed;
  }

  #tell(message: ToRecorder, transfer: ArrayBuffer[] = []): void {
    this.#thread.postMessage(message, transfer);
  }
}

const REPORT = 'what was stored before is in the database; please report this';
