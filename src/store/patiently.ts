export interface Patience {
  /** So long it is waited for, from the first refusal or from when `isCounted` says so. */
  readonly ms: number;
  /** Whether the time counts; absent: from the first refusal on. */
  readonly isCounted?: () => boolean;
  /** Called once it has taken a while. */
  readonly onLocked?: () => void;
}

/**
 * Does what needs the database's lock, again and again while another program has it. SQLite itself is to wait only shortly
 * (`LOCK_TIMEOUT_MS`): a thread that waits within it can be ended by nobody.
 */
export function patiently<T>(work: () => T, { ms, isCounted = () => true, onLocked }: Patience): T {
  const beganMs = performance.now();
  let countedFromMs: number | null = null;
  let isTold = false;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error)) throw error;
      const nowMs = performance.now();
      if (countedFromMs === null && isCounted()) countedFromMs = nowMs;
      if (countedFromMs !== null && nowMs - countedFromMs > ms) throw error;
      if (!isTold && nowMs - beganMs > A_WHILE_MS) {
        isTold = true;
        onLocked?.();
      }
      Atomics.wait(NEVER, 0, 0, PAUSE_MS);
    }
  }
}

/** Whether SQLite says that another has the lock. */
export function isLocked(error: unknown): boolean {
  return String((error as { code?: unknown } | undefined)?.code).startsWith('SQLITE_BUSY');
}

/** How long SQLite waits for a lock at a time. */
export const LOCK_TIMEOUT_MS = 100;
const A_WHILE_MS = 2000;
/** Some refusals come at once. */
const PAUSE_MS = 5;
const NEVER = new Int32Array(new SharedArrayBuffer(4));
