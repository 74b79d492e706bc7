import type { OutcomeBatch, StoredRequest } from '../model.ts';
import { Backlog } from './backlog.ts';
import { HeldRequests } from './held-requests.ts';
import type { NewAnswer, NewRun, RunEnd, ToRecorder } from './messages.ts';
import { RecorderHandle } from './recorder-handle.ts';
import { selectOutcomes } from './select-outcomes.ts';

export interface RecorderOptions {
  readonly path: string;
  readonly run: NewRun;
  /** Ends the waiting for a database that another program keeps locked at the start. */
  readonly signal?: AbortSignal;
  /** Called with what keeps the database from being written, in words, once each; the run goes on. */
  readonly onTrouble?: (text: string) => void;
  /** How much may wait to be written. */
  readonly backlogBytes?: number;
}

/**
 * The recorder thread of a run, seen from the main thread. What is handed over is written in batches as it comes,
 * several times a second: a process that is killed loses no more than that. Handing over never waits: what the disk
 * does not take in time waits in memory up to a limit, and is left out and counted beyond it.
 */
export class Recorder {
  readonly runId: number;
  /** Rejects when the database can no longer be written; never resolves otherwise than at the end. */
  readonly closed: Promise<void>;
  readonly #thread: RecorderHandle;
  readonly #backlog: Backlog;
  readonly #requests = new HeldRequests();
  readonly #onTrouble: (text: string) => void;
  #handedOver = 0;
  #hasOverflowed = false;

  /** Opens (or makes) the database and enters the run. */
  static async open(options: RecorderOptions): Promise<Recorder> {
    const { path, run, backlogBytes, signal, onTrouble = () => {} } = options;
    const backlog = new Backlog(backlogBytes);
    const thread = new RecorderHandle({ path, run, backlog: backlog.shared }, () =>
      onTrouble(`${path}: another program keeps the database locked; it is waited for`),
    );
    const runId = await thread.opened(signal);
    return new Recorder(thread, runId, backlog, onTrouble);
  }

  private constructor(
    thread: RecorderHandle,
    runId: number,
    backlog: Backlog,
    onTrouble: (text: string) => void,
  ) {
    this.#thread = thread;
    this.runId = runId;
    this.closed = thread.closed;
    this.#backlog = backlog;
    this.#onTrouble = onTrouble;
  }

  /** Throws what ended the writing, if anything did. */
  check(): void {
    if (this.#thread.failure) throw this.#thread.failure;
  }

  /** Says when sending began, or will in a moment: due times count from there. */
  sendingStarted(at: Date): void {
    this.#tell({ type: 'sending-started', at: at.toISOString(), bytes: 0 });
  }

  /** Enters requests; those that outcomes refer to come before them. */
  requests(requests: readonly StoredRequest[]): void {
    this.#requests.add(requests);
  }

  /** Stores outcomes, or counts them where too much waits already. The batch is not to be used afterwards. */
  outcomes(batch: OutcomeBatch): void {
    this.#handedOver += batch.count;
    if (this.#thread.failure) return;
    if (this.#backlog.isFull) {
      this.#overflow();
      return;
    }
    this.#tellRequests();
    const kept = this.#requests.hasLost
      ? selectOutcomes(batch, (i) => !this.#requests.isLost(batch.requestId[i]))
      : trimmed(batch);
    if (kept.count === 0) return;
    const buffer = kept.seq.buffer as ArrayBuffer;
    this.#tell({ type: 'outcomes', batch: kept, bytes: buffer.byteLength }, [buffer]);
  }

  /** Enters answers that are kept, as far as there is room. */
  answers(answers: readonly NewAnswer[]): void {
    if (this.#thread.failure || this.#backlog.isFull) return;
    this.#tellRequests();
    const bytes = answers.reduce((sum, { headers, body }) => sum + headers.length + (body?.length ?? 0), 0);
    this.#tell({ type: 'answers', answers, bytes });
  }

  /** Writes what is left and the end of the run, and closes the database. Rejects with what ended the writing before. */
  async end(end: RunEnd): Promise<void> {
    this.#backlog.last();
    this.#tellRequests();
    this.#tell({ type: 'end', end, handedOver: this.#handedOver, bytes: 0 });
    await this.#thread.ended;
    this.check();
  }

  #overflow(): void {
    if (this.#hasOverflowed) return;
    this.#hasOverflowed = true;
    this.#onTrouble('the disk does not keep up: outcomes are counted, but not all of them are stored');
  }

  #tellRequests(): void {
    const { requests, bytes } = this.#requests.take();
    if (requests.length > 0) this.#tell({ type: 'requests', requests, bytes });
  }

  #tell(message: ToRecorder, transfer: ArrayBuffer[] = []): void {
    this.#backlog.told(message.bytes);
    this.#thread.tell(message, transfer);
  }
}

/** Senders make room for more outcomes than there are as a rule: what waits must not take it all. */
function trimmed(batch: OutcomeBatch): OutcomeBatch {
  return batch.count * 2 < batch.seq.length ? selectOutcomes(batch) : batch;
}
