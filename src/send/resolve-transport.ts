import type { TransportOptions, TransportWishes } from './transport-options.ts';

/** Makes of a target and of what a user says what the senders need to know. */
export function resolveTransport(origin: string, wishes: TransportWishes): TransportOptions {
  return {
    origin,
    insecure: wishes.insecure ?? false,
    timeoutMs: wishes.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  };
}

const DEFAULT_TIMEOUT_MS = 30_000;
