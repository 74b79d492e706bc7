import type { Client } from 'undici';
import type { TransportOptions } from './transport-options.ts';

/** How every connection to the target is used: what is written for a request is the same on all of them. */
export function clientOptions({
  http2,
  streams,
}: Pick<TransportOptions, 'http2' | 'streams'>): Client.Options {
  if (!http2) return HTTP1;
  // As long as a connection that goes away has answers to give, another is opened for what comes: undici holds to this number there.
  return { ...BOTH, ...WINDOWS, pipelining: streams, h2Options: { ...HTTP2, maxConcurrentStreams: streams } };
}

const BOTH = {
  // One rule for all: the sender watches the time from sending to the first and to the last byte.
  headersTimeout: 0,
  bodyTimeout: 0,
  // Of answers. Node's own 16 KiB are less than some proxies let pass.
  maxHeaderSize: 256 * 1024,
} as const satisfies Client.Options;

const HTTP1 = { ...BOTH, allowH2: false } as const satisfies Client.Options;

/** What a target may send before it has to wait for us: as much as browsers let it. */
const WINDOWS = { allowH2: true, initialWindowSize: 6 * 1024 * 1024 } as const satisfies Client.Options;
const HTTP2 = { useH2c: true, connectionWindowSize: 15 * 1024 * 1024, pingInterval: 0 } as const;
