import { NONE, type OutcomeBatch } from '../model.ts';

/** How long after outcome `i` was due it was sent, whatever it waited for; `NONE` where it was not. */
export function sentAfterUs({ lagUs, sessionWaitUs }: OutcomeBatch, i: number): number {
  const lag = lagUs[i];
  return lag === NONE ? NONE : Math.min(NONE - 1, lag + sessionWaitUs[i]);
}
