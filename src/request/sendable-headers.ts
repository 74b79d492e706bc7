import type { Header } from '../model.ts';
import { withoutBlottedOut } from './blotted-out.ts';

/**
 * The headers of a recorded request that are sent again, names and values in turn. Left out: Host and framing (the
 * sender's own), hop-by-hop headers and what `Connection` names (RFC 9110 §7.6.1), what proxies added on the way (a stale X-Forwarded-Host sends
 * visitors of a test system to production), secrets that the log itself blotted out, and what no header can carry.
 */
export function sendableHeaders(recorded: readonly Header[]): string[] {
  const sent: string[] = [];
  const hop = namedByConnection(recorded);
  for (const [name, value] of recorded) {
    if (!isSendable(name) || hop.has(name.toLowerCase())) continue;
    const kept = withoutBlottedOut(name, value);
    if (kept !== undefined && FIELD_VALUE.test(kept)) sent.push(name, kept);
  }
  return sent;
}

/** Headers that a `Connection` header says are for one connection only (RFC 9110 §7.6.1), lower case. */
function namedByConnection(recorded: readonly Header[]): ReadonlySet<string> {
  const options = recorded.flatMap(([name, value]) =>
    name.length === 10 && name.toLowerCase() === 'connection' ? value.toLowerCase().split(/[\s,]+/) : [],
  );
  return options.length === 0 ? NONE : new Set(options);
}

const NONE: ReadonlySet<string> = new Set();

function isSendable(name: string): boolean {
  if (LEFT_OUT.has(name) || LEFT_OUT.has(name.toLowerCase())) return false;
  if (/^x-forwarded-/i.test(name)) return false;
  return TOKEN.test(name);
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
