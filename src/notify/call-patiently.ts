import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from '../clock.ts';
import { type Call, call, type Reply } from './call.ts';

/** How long a receiver is given. */
export interface Patience {
  /** For one try. */
  readonly timeoutMs: number;
  /** On the clock of `nowUs`: when the last try is over. */
  readonly untilUs: number;
  /** Once aborted, no further try is made. */
  readonly signal?: AbortSignal;
}

/**
 * Tries until it went well, will never go well, or the time is up: after half a second, then after twice as long each time, or when
 * the receiver says.
 */
export async function callPatiently(asked: Call, patience: Patience): Promise<Reply> {
  const { timeoutMs, untilUs, signal } = patience;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const leftMs = Math.max(1, (untilUs - nowUs()) / 1000);
    const reply = await call(asked, Math.min(timeoutMs, leftMs), signal);
    if (reply.ok || !reply.passing || signal?.aborted) return reply;
    // Not all at the same moment, when a receiver comes back.
    const pauseMs = reply.retryAfterMs ?? waitMs * (0.75 + Math.random() / 2);
    if (nowUs() + pauseMs * 1000 >= untilUs) return reply;
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
    if (signal?.aborted) return reply;
  }
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
