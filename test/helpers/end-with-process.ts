import type { ChildProcess } from 'node:child_process';

/** Sees to it that a child process does not outlive this one, however this ends: also by SIGTERM, SIGINT or SIGHUP. */
export function endWithProcess(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
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
