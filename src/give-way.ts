import { getPriority, setPriority } from 'node:os';

/**
 * Has the kernel put a thread of this process behind the senders, and behind a target on the same machine: what it does need
 * not be done at a moment. Without an id: the thread that calls. Only Linux knows of single threads (setpriority(2)); elsewhere,
 * and where it may not be said, all is as it was.
 */
export function giveWay(threadId = 0): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(threadId, Math.min(NICEST, getPriority(process.pid) + BEHIND));
  } catch {
    // It may have ended meanwhile.
  }
}

/** Behind what the main thread has: a third of what that gets where there is not enough for all, in which it must not starve. */
const BEHIND = 5;
const NICEST = 19;
