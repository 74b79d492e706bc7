import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { giveWay } from '../index.ts';

/**
 * Keeps V8 out of the way of senders: its own threads (which compile and collect) come after them, and so no sender waits for
 * these in a collection. On two cores they otherwise hold up a request for a time slice of the kernel (measured: docs/performance.md).
 * To be called while there are no threads but V8's.
 */
export function letSendersGoFirst(): void {
  setFlagsFromString('--no-parallel-scavenge');
  for (const id of threadIds()) if (id !== process.pid) giveWay(id);
}

function threadIds(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [];
  }
}
