import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ReplayError } from '../errors.ts';
import type { OutcomeBatch } from '../model.ts';
import type { KeptRequests } from './kept-requests.ts';
import type { FromSender, SenderEnd, SenderOptions, ToSender } from './messages.ts';
import { Outstanding } from './outstanding.ts';
import { packArrivals } from './pack-arrivals.ts';
import type { PackedArrival, PackedRequest } from './packed-arrival.ts';
import type { ownOptions } from './pool-terms.ts';
import type { Captured } from './request-templates.ts';

export interface SenderHandleEvents {
  readonly onMessage: (thread: SenderHandle, message: Exclude<FromSender, { type: 'not-started' }>) => void;
  /** The thread is gone, after all that it had said was heard. */
  readonly onExit: (thread: SenderHandle, error: unknown) => void;
}

/** The place of a sender thread, and what the main thread knows of it. A thread that dies can be replaced. */
export class SenderHandle {
  readonly number: number;
  readonly ready = Promise.withResolvers<void>();
  readonly done = Promise.withResolvers<void>();
  inFlight = 0;
  /** How it went; null until it is done. */
  result: SenderEnd | null = null;
  /** Whether the thread came up. */
  isReady = false;
  isDone = false;
  #options: ReturnType<typeof ownOptions>;
  readonly #kept: KeptRequests;
  readonly #events: SenderHandleEvents;
  #taken!: Float64Array;
  #outstanding!: Outstanding;
  #worker: Worker;

  constructor(options: ReturnType<typeof ownOptions>, kept: KeptRequests, events: SenderHandleEvents) {
    this.number = options.worker;
    this.#options = options;
    this.#kept = kept;
    this.#events = events;
    this.ready.promise.catch(() => {});
    this.#worker = this.#startThread(true);
  }

  /** Arrivals for this sender, in the order of the plan. */
  hand(share: readonly PackedArrival[]): void {
    if (share.length === 0) return;
    const has = (request: PackedRequest) => this.#kept.has(request, this.number);
    const known = share.map(({ request }) => (has(request) ? request : undefined));
    const arrivals = packArrivals(
      share,
      has,
      (request) => this.#kept.keep(request, this.number),
      this.#kept.isTooLong,
      this.#options.sessions !== undefined,
    );
    this.#outstanding.add(arrivals, known);
    this.tell({ type: 'arrivals', arrivals });
  }

  settle(batch: OutcomeBatch): void {
    this.#outstanding.settle(batch);
  }

  tell(message: ToSender): void {
    this.#worker.postMessage(message);
  }

  /** What another login brought; a thread that takes the place of this one has it, too. */
  capture(captured: Captured): void {
    const { filling } = this.#options;
    if (filling) this.#options = { ...this.#options, filling: { ...filling, captured } };
    this.tell({ type: 'captured', captured });
  }

  /** What the thread was handed and made no outcome of: what it had begun with, sent or not, and what it had not. */
  owed(): ReturnType<Outstanding['split']> {
    return this.#outstanding.split(this.#taken[0]);
  }

  /** A new thread takes the place of the one that is gone; it has none of its arrivals. */
  replace(): void {
    this.#kept.forget(this.number);
    this.inFlight = 0;
    this.isReady = false;
    this.#worker = this.#startThread(false);
  }

  /** Nothing more will come from it. */
  end(): void {
    this.inFlight = 0;
    this.isDone = true;
    this.done.resolve();
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #startThread(openAhead: boolean): Worker {
    const url = new URL(`./sender-thread${extname(import.meta.url)}`, import.meta.url);
    this.#taken = new Float64Array(new SharedArrayBuffer(8));
    this.#outstanding = new Outstanding();
    const rehearse = openAhead && this.#options.rehearse;
    const workerData: SenderOptions = { ...this.#options, openAhead, rehearse, taken: this.#taken };
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
    const stdout = workerData.clients !== undefined;
    const worker = new Worker(url, { workerData, name: `sender ${this.number}`, resourceLimits, stdout });
    // What a client logs is no result.
    if (stdout) worker.stdout.pipe(process.stderr, { end: false });
    let error: unknown = new Error('the thread ended by itself');
    worker.on('message', (message: FromSender) => {
      if (message.type !== 'not-started') this.#events.onMessage(this, message);
      else error = new ReplayError(message.code, message.message, message.hint);
    });
    worker.on('error', (reason) => {
      error = reason;
    });
    worker.on('exit', () => this.#events.onExit(this, error));
    return worker;
  }
}

/** 8 MiB for new objects, and as much to copy those to that live. Four times that (what V8 takes) costs as much CPU. */
const YOUNG_MB = 16;
