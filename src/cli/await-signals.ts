import { Interruption } from '../index.ts';

/** What ends a command in order: Ctrl-C, whoever shuts the machine or the service down, a terminal that is lost. */
export const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type EndingSignal = (typeof ENDING_SIGNALS)[number];

/** A command that can be interrupted. */
export interface Interruptible {
  /** Aborted by the first signal, with an `Interruption`. */
  readonly signal: AbortSignal;
  /** Leaves signals to do what they do by themselves. */
  readonly release: () => void;
}

/**
 * Has the first signal abort, and each later one do as `again` says. One that comes right after the first is the same: npm hands on
 * what its children got already; and SIGHUP, which a shell hands on as well, is nobody's wish to leave at once. With `nohup` it is
 * none of them.
 */
export function awaitSignals(first: (name: EndingSignal) => void, again: () => void): Interruptible {
  const controller = new AbortController();
  let firstAtMs = 0;
  function interrupt(name: EndingSignal): void {
    const { signal } = controller;
    const nowMs = performance.now();
    if (!signal.aborted) {
      firstAtMs = nowMs;
      first(name);
      controller.abort(new Interruption(name));
    } else if (name !== 'SIGHUP' && nowMs - firstAtMs > SAME_MS) again();
  }
  // Whoever ignores SIGHUP listens already.
  const awaited = ENDING_SIGNALS.filter((name) => name !== 'SIGHUP' || process.listenerCount(name) === 0);
  for (const name of awaited) process.on(name, interrupt);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of awaited) process.off(name, interrupt);
    },
  };
}

const SAME_MS = 500;
