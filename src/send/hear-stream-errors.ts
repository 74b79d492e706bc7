import { subscribe } from 'node:diagnostics_channel';
import type { ClientHttp2Stream } from 'node:http2';

/**
 * Has the errors of all HTTP/2 streams heard by somebody. Where a target answers what it turned down before, and what is let
 * go of, Node makes a stream of its own of that, which undici knows nothing of: when the connection breaks after that, an
 * error that nobody hears would end the thread.
 */
export function hearStreamErrors(): void {
  if (isHearing) return;
  isHearing = true;
  subscribe('http2.client.stream.created', (message) => {
    (message as { readonly stream: ClientHttp2Stream }).stream.on('error', () => {});
  });
}

let isHearing = false;
