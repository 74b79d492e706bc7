import { readlinkSync, writeFileSync } from 'node:fs';

/**
 * Asks the kernel to wake this thread when it is time: by itself, Linux takes up to 50 µs more, so that several wake at once
 * (`PR_SET_TIMERSLACK` in prctl(2)). Where that cannot be said, all is as it was; true where it could.
 */
export function sharpenTimers(): boolean {
  try {
    const thread = readlinkSync('/proc/thread-self').split('/').at(-1);
    writeFileSync(`/proc/${thread}/timerslack_ns`, '1');
    return true;
  } catch {
    return false;
  }
}
