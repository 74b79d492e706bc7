import { isSecretHeader, REDACTED, redactTarget } from './redact-target.ts';

/**
 * Replaces what can be told to be a secret in a line of a log, for showing it: in a query, in members of JSON, in
 * `name=value` and `Name: value`, in credentials with their scheme before them, and in the user part of a URL.
 */
export function redactLine(line: string): string {
  return redactTarget(line.replace(JSON_MEMBER, redactMember))
    .replace(CREDENTIALS, `$1${REDACTED}`)
    .replace(USER_OF_URL, `${REDACTED}@`)
    .replace(PAIR, redactPair);
}

/** A name with text or a list of texts, which may be cut off at the end of the line. */
const JSON_MEMBER = /"([^"\\]+)"(\s*:\s*)(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|\[[^\]]*(?:\]|$))/g;

function redactMember(member: string, name: string, colon: string): string {
  return isSecretName(name) ? `"${name}"${colon}"${REDACTED}"` : member;
}

const CREDENTIALS = /\b((?:Bearer|Basic|Digest|Negotiate|AWS4-HMAC-SHA256) +)(?!REDACTED)[\w.~+/=:-]{4,}/gi;
const USER_OF_URL = /(?<=[a-z0-9+.-]:\/\/)[^\s/?#@"]{1,200}@/gi;
/** As in `login user=anna password=…` and `password: …`. */
const PAIR = /(?<![\w.-])([\w.-]{1,64})(=|: ?)("[^"]*"?|[^\s"&;,]+)/g;

function redactPair(pair: string, name: string, sign: string, value: string): string {
  if (value.includes(REDACTED) || !isSecretName(name)) return pair;
  return `${name}${sign}${REDACTED}`;
}

function isSecretName(name: string): boolean {
  return isSecretHeader(name) || NAMES_SECRET_HEADER.test(name);
}

/** As logs name the headers: `http_cookie`, `req.headers.authorization`. */
const NAMES_SECRET_HEADER = /authorization|cookie/i;
