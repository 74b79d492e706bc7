import { buildConnector } from 'undici';
import type { TransportOptions } from './transport-options.ts';

/** Opens connections to the one origin. */
export interface SocketOpener {
  readonly open: buildConnector.connector;
  /** What `open` is given where nobody else says it. */
  readonly where: buildConnector.Options;
}

export function createSocketOpener({ origin, insecure, timeoutMs }: TransportOptions): SocketOpener {
  const { protocol, hostname, port } = new URL(origin);
  return {
    open: buildConnector({
      timeout: Math.min(timeoutMs, MOST_MS),
      allowH2: false,
      rejectUnauthorized: !insecure,
    }),
    where: { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port, host: hostname },
  };
}

const MOST_MS = 10_000;
