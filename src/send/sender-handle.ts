import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SenderLoad } from '../model.ts';
import type { SenderOptions, ToSender } from './messages.ts';

/** A sender thread, and what the main thread knows of it. */
export class SenderHandle {
  readonly number: number;
  readonly worker: Worker;
  readonly ready = Promise.withResolvers<void>();
  readonly done = Promise.withResolvers<void>();
  inFlight = 0;
  /** How hard it worked; null until it is done. */
  load: SenderLoad | null = null;
  isDone = false;

  constructor(options: SenderOptions) {
    const url = new URL(`./sender-thread${extname(import.meta.url)}`, import.meta.url);
    this.number = options.worker;
    this.worker = new Worker(url, { workerData: options, name: `sender ${options.worker}` });
    this.ready.promise.catch(() => {});
  }

  tell(message: ToSender, transfer: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  /** Nothing more will come from it. */
  end(): void {
    this.inFlight = 0;
    this.isDone = true;
    this.done.resolve();
  }
}
