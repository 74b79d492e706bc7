import { REDACTED } from './redacted.ts';

/**
 * Replaces who is named before the host of a URL wherever in a text: `http://anna:password@host/`, `//anna:password@host`, and
 * `http:/anna:password@host` as servers write it that take two slashes for one. A password may hold slashes and at signs that should
 * have been escaped; a port holds none.
 */
export function redactUsers(text: string): string {
  if (!text.includes('@')) return text;
  return text
    .replace(USER, `://${REDACTED}@`)
    .replace(USER_AND_PASSWORD, `${REDACTED}@`)
    .replace(PASSWORD_WITH_SLASHES, `${REDACTED}@`);
}

/** The same in `anna:password@host:443`, as it is asked of a proxy. */
export function redactUserOfAuthority(target: string): string {
  return target.replace(AUTHORITY, `${REDACTED}@`);
}

const USER = /:\/\/[^\s/?#"]{1,2000}@/g;
const USER_AND_PASSWORD = /(?<=\/\/|:\/)[^\s/?#"@:]{1,200}:(?!REDACTED@)[^\s/?#"]{1,500}@(?=[\w[])/g;
const PASSWORD_WITH_SLASHES = /(?<=:\/\/)[^\s/?#"@:]{1,200}:(?!\d{1,5}[/?#])[^\s?#"@]{1,500}@(?=[\w[])/g;
const AUTHORITY = /^[^\s/?#"@:]+:[^\s/?#"@]+@(?=[\w.-]+(?::\d+)?$)/;
