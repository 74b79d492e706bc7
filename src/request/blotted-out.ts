import { isSecretHeader } from './redact-target.ts';

/**
 * What of a recorded header's value the client really sent: undefined where the log blotted it out (`REDACTED`,
 * `[FILTERED]`, `***`…). Of cookies, only those that were blotted out go. Sent as they stand they would be wrong
 * secrets: a target that answers 401 to all of them is under another load.
 */
export function withoutBlottedOut(name: string, value: string): string | undefined {
  if (!MAY_BE.test(value)) return value;
  if (MARK.test(value)) return undefined;
  if (!isSecretHeader(name)) return value;
  if (!/^cookie$/i.test(name)) return isBlotted(value) ? undefined : value;
  const cookies = value.split(';').filter((cookie) => !isBlotted(cookie.slice(cookie.indexOf('=') + 1)));
  return cookies.length === 0 ? undefined : cookies.join(';').trimStart();
}

function isBlotted(secret: string): boolean {
  return BARE_WORD.test(secret) || PART.test(secret);
}

const WORD = '(?:redacted|filtered|masked|scrubbed|removed|hidden|censored)';
const BULLETS = '(?:\\xe2\\x80\\xa2){3,}';

/** A cheap first look: most values hold none of these. */
const MAY_BE = new RegExp(`\\*\\*\\*|xxxx|${BULLETS}|${WORD}`, 'i');

/** In any header, the whole value: `REDACTED`, `[FILTERED]`, `<masked>`, `***`. */
const MARK = new RegExp(`^(?:\\W*REDACTED\\W*|[<[({*]+${WORD}[>\\])}*]+|\\*{3,}|${BULLETS})$`, 'i');

/** In a secret, with its scheme before it or not: `Bearer masked`, `xxxxxxxx`. */
const BARE_WORD = new RegExp(`^(?:\\s*\\w+\\s)?\\W*(?:${WORD}|x{4,})\\W*$`, 'i');

/** In a secret, anywhere: a part of it is shown (`eyJh***`), or what stands beside it (`Digest username="a", [REDACTED]`). */
const PART = new RegExp(`\\*{3,}|${BULLETS}|[<[({]${WORD}[>\\])}]|\\bREDACTED\\b`, 'i');
