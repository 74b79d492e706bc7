import type { Client } from 'undici';

/** How every connection to the target is used: what is written for a request is the same on all of them. */
export const CLIENT_OPTIONS = {
  allowH2: false,
  // One rule for all: the sender watches `timeoutMs` from sending to the last byte.
  headersTimeout: 0,
  bodyTimeout: 0,
  // Of answers. Node's own 16 KiB are less than some proxies let pass.
  maxHeaderSize: 256 * 1024,
} as const satisfies Client.Options;
