import type { ChildProcess } from 'node:child_process';
import * as nodeTest from 'node:test';
import { endChild } from './end-child.ts';

/**
 * Sees to it that a child process outlives neither the test that started it nor this process, however these end:
 * it gets `signal` when the test is over (passed, failed or out of time), when this process exits, and when this
 * process is told to by SIGTERM, SIGINT or SIGHUP. Outside of a test, as in a benchmark, the last two remain.
 */
export function endWithTest(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  const context = nodeTest.getTestContext?.();
  // A suite's context has no `after`: what a suite's hook starts, it ends itself, or this process does as it exits.
  if (context !== undefined && 'after' in context) context.after(() => endChild(child, signal));
  const end = (): void => {
    child.kill(signal);
  };
  listenForTheEnd();
  living.add(end);
  child.once('exit', () => living.delete(end));
}

const living = new Set<() => void>();
let listening = false;

function listenForTheEnd(): void {
  if (listening) return;
  listening = true;
  process.on('exit', endAll);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    // A signal that is listened to no longer ends the process: it is sent again now that the listener is gone.
    process.once(signal, () => {
      endAll();
      process.kill(process.pid, signal);
    });
  }
}

function endAll(): void {
  for (const end of living) end();
}
