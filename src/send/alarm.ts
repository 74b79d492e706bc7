import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { AlarmCells } from './messages.ts';

/** Wakes the event loop of a thread at a moment, within some tens of microseconds: no timer of Node can. */
export interface Alarm {
  /** Sets it to a moment on the shared clock; another takes the place of the first. It may ring all the same for one that was set before. */
  readonly set: (atUs: number) => void;
  readonly onRing: (heard: () => void) => void;
}

/** An alarm with a thread of its own, which sleeps; it ends with the thread that made it. Resolves when it is there. */
export async function startAlarm(): Promise<Alarm> {
  const cells: AlarmCells = {
    times: new Int32Array(new SharedArrayBuffer(4)),
    atUs: new Float64Array(new SharedArrayBuffer(8)),
  };
  const url = new URL(`./alarm-thread${extname(import.meta.url)}`, import.meta.url);
  const resourceLimits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 };
  const worker = new Worker(url, { workerData: cells, name: 'alarm', resourceLimits });
  await once(worker, 'message');
  worker.unref();
  return {
    set(atUs) {
      cells.atUs[0] = atUs;
      Atomics.add(cells.times, 0, 1);
      Atomics.notify(cells.times, 0);
    },
    onRing(heard) {
      worker.on('message', heard);
      // Whoever listens is kept alive by it otherwise.
      worker.unref();
    },
  };
}
