import type { Header } from 'reprise/parser';
import { isToken } from './is-token.ts';

/**
 * Reads headers out of JSON: an object of strings or of arrays of strings, an array of pairs, or an array of
 * `{ name, value }`. What is no header is left out: names that are no tokens, HTTP/2's `:path` and its kin, and values
 * that the logging server had blanked (Caddy's `REDACTED`, pino's `[Redacted]`), which the client never sent.
 */
export function headerList(value: unknown): Header[] {
  if (typeof value !== 'object' || value === null) return [];
  const headers: Header[] = [];
  for (const [name, values] of Array.isArray(value) ? value.map(toPair) : Object.entries(value)) {
    if (typeof name !== 'string' || !isToken(name)) continue;
    for (const one of Array.isArray(values) ? values : [values]) {
      const text = typeof one === 'number' || typeof one === 'bigint' ? String(one) : one;
      if (typeof text === 'string' && !isBlanked(text)) headers.push([name, text]);
    }
  }
  return headers;
}

/** Whether a logger put this in place of a value that it kept to itself. */
export function isBlanked(value: string): boolean {
  return value.length < 20 && BLANKED.test(value);
}

const BLANKED = /^[<[(*]*(?:redacted|masked|filtered)[>\])*]*$/i;

function toPair(entry: unknown): readonly [name: unknown, value: unknown] {
  if (Array.isArray(entry)) return [entry[0], entry[1]];
  const { name, value } = (entry ?? {}) as { name?: unknown; value?: unknown };
  return [name, value];
}
