/** The one entry file of threads that sleep on behalf of a sender. */
import { parentPort, workerData } from 'node:worker_threads';
import { nowUs } from '../clock.ts';
import type { AlarmCells } from './messages.ts';
import { sharpenTimers } from './sharpen-timers.ts';

const port = parentPort!;
const { times, atUs } = workerData as AlarmCells;
/** Nothing so far: it rings at once, to say that it is there. */
let rung = -1;

sharpenTimers();
for (;;) {
  const set = Atomics.load(times, 0);
  const leftUs = atUs[0] - nowUs();
  if (set === rung) Atomics.wait(times, 0, set);
  else if (leftUs > 0) Atomics.wait(times, 0, set, leftUs / 1000);
  else {
    rung = set;
    port.postMessage(null);
  }
}
