import type { Header } from '../model.ts';

/**
 * The headers of a recorded request that are sent again, names and values in turn. Left out: Host and framing (the
 * sender's own), hop-by-hop headers (RFC 9110 §7.6.1), what proxies added on the way (a stale X-Forwarded-Host sends
 * visitors of a test system to production), secrets that the log itself blotted out, and what no header can carry.
 */
export function sendableHeaders(recorded: readonly Header[]): string[] {
  const sent: string[] = [];
  for (const [name, value] of recorded) {
    if (isSendable(name, value)) sent.push(name, value);
  }
  return sent;
}

function isSendable(name: string, value: string): boolean {
  if (LEFT_OUT.has(name) || LEFT_OUT.has(name.toLowerCase())) return false;
  if (/^x-forwarded-/i.test(name)) return false;
  return TOKEN.test(name) && FIELD_VALUE.test(value) && !BLOTTED_OUT.test(value);
}

const LEFT_OUT = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'expect',
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'upgrade',
  'http2-settings',
  'forwarded',
  'via',
  'x-real-ip',
]);

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const BLOTTED_OUT = /^\W*REDACTED\W*$/i;
