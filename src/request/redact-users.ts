import { REDACTED } from './redacted.ts';

/**
 * Replaces who is named before the host of a URL wherever in a text: `http://anna:password@host/`, `//anna:password@host`, and
 * `http:/anna:password@host` as servers write it that take two slashes for one. A password may hold slashes and at signs that should
 * have been escaped; a port holds none.
 */
export function redactUsers(text: string): string {
  if (!text.includes('@')) return text;
  return redactPasswordsWithSlashes(
    text.replace(USER, `://${REDACTED}@`).replace(USER_AND_PASSWORD, `${REDACTED}@`),
  );
}

/** The same in `anna:password@host:443`, as it is asked of a proxy. */
export function redactUserOfAuthority(target: string): string {
  return target.replace(AUTHORITY, `${REDACTED}@`);
}

function redactPasswordsWithSlashes(text: string): string {
  let redacted = '';
  let end = 0;
  for (const { index } of text.matchAll(/:\/\//g)) {
    const begin = index + 3;
    if (begin < end) continue;
    const found = PASSWORD_WITH_SLASHES.exec(text.slice(begin, begin + LONGEST));
    if (found === null) continue;
    redacted += `${text.slice(end, begin)}${REDACTED}@`;
    end = begin + found[0].length;
  }
  return redacted + text.slice(end);
}

const USER = /:\/\/[^\s/?#"]{1,2000}@/g;
const USER_AND_PASSWORD = /(?<=\/\/|:\/)[^\s/?#"@:]{1,200}:(?!REDACTED@)[^\s/?#"]{1,500}@(?=[\w[])/g;
/** From a `://` on: searched for everywhere, it would be more than a check of patterns can decide. */
const PASSWORD_WITH_SLASHES = /^[^\s/?#"@:]{1,200}:(?!\d{1,5}[/?#])[^\s?#"@]{1,500}@(?=[\w[])/;
const LONGEST = 200 + 1 + 500 + 2;
const AUTHORITY = /^[^\s/?#"@:]+:[^\s/?#"@]+@(?=[\w.-]+(?::\d+)?$)/;
