import type { ChildProcess } from 'node:child_process';
import * as nodeTest from 'node:test';
import { endChild } from './end-child.ts';
import { endWithProcess } from './end-with-process.ts';

/**
 * Sees to it that a child process outlives neither the test that started it nor this process, however these end:
 * it gets `signal` when the test is over (passed, failed or out of time) and when this process ends. Outside of a test,
 * as in a benchmark, the latter remains.
 */
export function endWithTest(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  const context = nodeTest.getTestContext?.();
  // A suite's context has no `after`: what a suite's hook starts, it ends itself, or this process does as it exits.
  if (context !== undefined && 'after' in context) context.after(() => endChild(child, signal));
  endWithProcess(child, signal);
}
