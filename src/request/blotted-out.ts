/**
 * What of a recorded header's value the client really sent: undefined where the log blotted it out (`REDACTED`,
 * `[FILTERED]`, `***`…). Of cookies, only those that were blotted out go. Sent as they stand they would be wrong
 * secrets: a target that answers 401 to all of them is under another load.
 */
export function withoutBlottedOut(kind: 'cookie' | 'secret' | 'plain', value: string): string | undefined {
  if (MARK.test(value)) return undefined;
  if (kind === 'plain' || !isBlotted(value)) return value;
  if (kind === 'secret') return undefined;
  const cookies = value.split(';').filter((cookie) => !isBlotted(cookie.slice(cookie.indexOf('=') + 1)));
  return cookies.length === 0 ? undefined : cookies.join(';').trimStart();
}

function isBlotted(secret: string): boolean {
  return BARE_WORD.test(secret.trim()) || PART.test(secret);
}

const WORD = '(?:redacted|filtered|masked|scrubbed|removed|hidden|censored)';
const BULLETS = '(?:\\xe2\\x80\\xa2){3,}';

/** In any header, the whole value: `REDACTED`, `[FILTERED]`, `<masked>`, `***`. */
const MARK = new RegExp(`^(?:\\W*REDACTED\\W*|[<[({*]+${WORD}[>\\])}*]+|\\*{3,}|${BULLETS})$`, 'i');

/** In a secret, with its scheme before it or not: `Bearer masked`, `xxxxxxxx`. */
const BARE_WORD = new RegExp(`^(?:\\w+\\s+)?[^\\w\\s]*(?:${WORD}|x{4,})[^\\w\\s]*$`, 'i');

/** In a secret, anywhere: a part of it is shown (`eyJh***`), or what stands beside it (`Digest username="a", [REDACTED]`). */
const PART = new RegExp(`\\*{3,}|${BULLETS}|[<[({]${WORD}[>\\])}]|\\bREDACTED\\b`, 'i');
