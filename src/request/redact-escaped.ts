import { decodeBytes } from '../decode-bytes.ts';
import type { FindSpans } from './match-spans.ts';
import { REDACTED } from './redacted.ts';

/** Replaces parts of a text, as targets have them, in which a user's expressions match something once their escapes are undone: up to three layers. */
export function redactEscaped(text: string, find: FindSpans): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  return text.replace(PART, (part) => (part.includes('%') && holdsMatch(part, find) ? REDACTED : part));
}

function holdsMatch(part: string, find: FindSpans): boolean {
  let plain = part;
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const before = plain;
    plain = decodeBytes(plain.replace(ESCAPED, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))));
    if (plain === before) return false;
    if (find(plain).length > 0) return true;
  }
  return false;
}

const PART = /[^/?&;#=\s"',]+/g;
const ESCAPED = /%([0-9a-f]{2})/gi;
const MOST_LAYERS = 3;
