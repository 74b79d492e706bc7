import type { TransportOptions } from '../../src/send/transport-options.ts';

/** How a target is reached in tests: plainly, and with five seconds for an answer. */
export function transportTo(origin: string, changes: Partial<TransportOptions> = {}): TransportOptions {
  return {
    origin,
    socketPath: null,
    addresses: [],
    tls: { insecure: false },
    http2: false,
    streams: 1,
    timeoutMs: 5000,
    connectTimeoutMs: 5000,
    ttfbTimeoutMs: 5000,
    followRedirects: 0,
    saveBodies: 'none',
    ...changes,
  };
}
