import { hash } from 'node:crypto';
import type { Header, LogRecord } from '../model.ts';
import { withoutBlottedOut } from './blotted-out.ts';

/** What tells the clients of a log apart. */
export type SessionKey =
  | { readonly kind: 'client' | 'address' }
  | { readonly kind: 'header' | 'cookie' | 'query'; readonly name: string };

/**
 * Reads `client` (address and user agent), `address`, `header:NAME`, `cookie:NAME` or `query:NAME`. Throws a TypeError that says
 * what would do.
 */
export function parseSessionKey(text: string): SessionKey {
  if (text === 'client' || text === 'address') return { kind: text };
  const [, kind, name] = /^(header|cookie|query):([^\s=;:&]+)$/.exec(text) ?? [];
  if (kind === undefined || name === undefined) {
    throw new TypeError('A key is client, address, header:X-User, cookie:SESSIONID or query:sid.');
  }
  return { kind: kind as 'header', name };
}

/**
 * The number of the session that a record belongs to: the first 48 bits of SHA-256 over what the key names, so that nothing of it
 * goes further, and that every run has the same. Undefined where the record has none, or the log blotted it out.
 */
export function sessionOf(record: LogRecord, key: SessionKey): number | undefined {
  const value = whose(record, key);
  if (value === undefined || value === '' || value === '-') return undefined;
  return hash('sha256', Buffer.from(value, 'latin1'), 'buffer').readUIntBE(0, 6);
}

/** Session numbers are below this. */
export const SESSION_NUMBERS = 2 ** 48;

function whose({ client, headers = [], target }: LogRecord, key: SessionKey): string | undefined {
  switch (key.kind) {
    case 'client':
      return client === undefined ? undefined : `${client}\n${headerOf(headers, 'user-agent') ?? ''}`;
    case 'address':
      return client;
    case 'header':
      return shown(headerOf(headers, key.name.toLowerCase()));
    case 'cookie':
      return shown(pairOf(headerOf(headers, 'cookie')?.split(';'), key.name));
    case 'query':
      return shown(pairOf(/\?([^#]*)/.exec(target)?.[1]?.split('&'), key.name));
    default:
      return key satisfies never;
  }
}

function shown(value: string | undefined): string | undefined {
  return value === undefined ? undefined : withoutBlottedOut('secret', value);
}

function headerOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([own]) => own.length === name.length && own.toLowerCase() === name)?.[1];
}

function pairOf(pairs: readonly string[] | undefined, name: string): string | undefined {
  const start = `${name}=`;
  return pairs
    ?.map((pair) => pair.trim())
    .find((pair) => pair.startsWith(start))
    ?.slice(start.length);
}
