import { REDACTED } from './redacted.ts';

/** Replaces credentials that have their scheme before them, `Bearer …`, wherever in a text. */
export function redactCredentials(text: string): string {
  return text.replace(CREDENTIALS, `$1${REDACTED}`);
}

const CREDENTIALS = /\b((?:Bearer|Basic|Digest|Negotiate|AWS4-HMAC-SHA256) +)(?!REDACTED)[\w.~+/=:-]{4,}/gi;
