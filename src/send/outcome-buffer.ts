import { allocateOutcomes, type OutcomeBatch } from '../model.ts';
import type { Account } from './sendable-request.ts';

/** Collects outcomes and hands them on in batches: when one is full, and whenever `flush` is called. */
export class OutcomeBuffer {
  #batch: OutcomeBatch;
  #count = 0;
  readonly #worker: number;
  readonly #handOver: (batch: OutcomeBatch) => void;
  readonly #capacity: number;

  constructor(worker: number, handOver: (batch: OutcomeBatch) => void, capacity = SMALL_BATCH) {
    this.#worker = worker;
    this.#handOver = handOver;
    this.#capacity = capacity;
    this.#batch = allocateOutcomes(worker, capacity);
  }

  /** Times in microseconds, `NONE` for those that do not exist; `causes` where the answer added some, `sessionWaitUs` where it waited. */
  add(
    request: Account,
    seq: number,
    dueAtUs: number,
    result: number,
    status: number,
    lagUs: number,
    ttfbUs: number,
    serviceUs: number,
    bytes: number,
    causes = request.causes,
    sessionWaitUs = 0,
  ): void {
    const i = this.#count++;
    const batch = this.#batch;
    batch.seq[i] = seq;
    batch.dueAtUs[i] = dueAtUs;
    batch.result[i] = result;
    batch.status[i] = status;
    batch.lagUs[i] = lagUs;
    batch.ttfbUs[i] = ttfbUs;
    batch.serviceUs[i] = serviceUs;
    batch.bytes[i] = bytes;
    batch.requestId[i] = request.requestId;
    batch.endpointId[i] = request.endpointId;
    batch.recordedUs[i] = request.recordedUs;
    batch.recordedStatus[i] = request.recordedStatus;
    batch.causes[i] = causes;
    if (sessionWaitUs > 0) batch.sessionWaitUs[i] = sessionWaitUs;
    if (this.#count === this.#capacity) this.flush();
  }

  flush(): void {
    if (this.#count === 0) return;
    const full = { ...this.#batch, count: this.#count };
    this.#batch = allocateOutcomes(this.#worker, this.#capacity);
    this.#count = 0;
    this.#handOver(full);
  }
}

/** So few that the main thread, and the recorder, do not keep a core for long; so many that handing them over costs each little. */
const SMALL_BATCH = 512;
/** Where nobody waits for a moment: what is handed over costs the less, the more it is. */
export const LARGE_BATCH = 4096;
