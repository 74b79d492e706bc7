import type { TransportOptions } from '../../src/send/transport-options.ts';

/** How a target is reached in tests: plainly, and with five seconds for an answer. */
export function transportTo(origin: string, changes: Partial<TransportOptions> = {}): TransportOptions {
  return { origin, insecure: false, timeoutMs: 5000, ...changes };
}
