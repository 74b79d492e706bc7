import type { Header } from '../model.ts';
import { withoutBlottedOut } from './blotted-out.ts';
import { isSecretName } from './secret-names.ts';

/**
 * The headers of a recorded request that are sent again, names and values in turn. Left out: Host and framing (the
 * sender's own), hop-by-hop headers and what `Connection` names (RFC 9110 §7.6.1), what proxies added on the way (a stale
 * X-Forwarded-Host sends visitors of a test system to production), secrets that the log itself blotted out, and what no
 * header can carry.
 */
export function sendableHeaders(recorded: readonly Header[]): string[] {
  const sent: string[] = [];
  let hop: Set<string> | undefined;
  for (const [name, value] of recorded) {
    if (kindOf(name) === 'connection') hop = addOptions(hop, value);
  }
  for (const [name, value] of recorded) {
    const kind = kindOf(name);
    if (kind === 'left-out' || kind === 'connection' || hop?.has(name.toLowerCase())) continue;
    const kept = withoutBlottedOut(kind, value);
    if (kept !== undefined && FIELD_VALUE.test(kept)) sent.push(name, kept);
  }
  return sent;
}

/** Headers that a `Connection` header names are for one connection only. */
function addOptions(known: Set<string> | undefined, value: string): Set<string> {
  const names = known ?? new Set();
  for (const name of value.toLowerCase().split(/[\s,]+/)) names.add(name);
  return names;
}

/** What is done with a header, by its name. */
export type HeaderKind = 'left-out' | 'connection' | 'cookie' | 'secret' | 'plain';

/** Names are few and come with every request: what they are is found out once. */
function kindOf(name: string): HeaderKind {
  const known = KINDS.get(name);
  if (known !== undefined) return known;
  const kind = findKind(name);
  // A copy: text of a log line keeps alive the whole stretch of the log that it was cut from.
  if (KINDS.size < MAX_KINDS) KINDS.set(structuredClone(name), kind);
  return kind;
}

const KINDS = new Map<string, HeaderKind>();
const MAX_KINDS = 1000;

function findKind(name: string): HeaderKind {
  const lower = name.toLowerCase();
  if (lower === 'connection') return 'connection';
  if (LEFT_OUT.has(lower) || lower.startsWith('x-forwarded-') || !TOKEN.test(name)) return 'left-out';
  if (lower === 'cookie') return 'cookie';
  return isSecretName(name) ? 'secret' : 'plain';
}

const LEFT_OUT = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'expect',
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
