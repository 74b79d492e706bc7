import { redactCredentials } from './redact-credentials.ts';
import { redactMembers, redactNestedMembers } from './redact-json.ts';
import { redactTarget } from './redact-target.ts';
import { REDACTED } from './redacted.ts';
import { namesLoggedSecret } from './secret-names.ts';

/**
 * Replaces what can be told to be a secret in a line of a log, for showing it: in a query, in members of JSON and in pairs
 * of name and value, in `name=value` and `Name: value`, in cookies, in credentials with their scheme before them, and in
 * the user part of a URL.
 */
export function redactLine(line: string): string {
  return redactCredentials(redactTarget(redactJson(line)))
    .replace(USER, `$1${REDACTED}@`)
    .replace(IN_QUOTES, redactCookies)
    .replace(PAIR, redactPair);
}

function redactJson(line: string): string {
  return redactNestedMembers(redactMembers(line))
    .replace(NAME_THEN_VALUE, (pair, before, name) =>
      namesLoggedSecret(name) ? `${before}"${REDACTED}"` : pair,
    )
    .replace(VALUE_THEN_NAME, (pair, before, then, name) =>
      namesLoggedSecret(name) ? `${before}"${REDACTED}"${then}` : pair,
    )
    .replace(JSON_IN_JSON, (member, before, name) =>
      namesLoggedSecret(name) ? `${before}${REDACTED}` : member,
    );
}

/** `{"name":"Cookie","value":"…"}`, and `["Cookie","…"]`. */
const NAME_THEN_VALUE =
  /((?:"(?:name|key)"\s*:\s*|\[\s*)"([^"\\]*)"\s*,\s*(?:"value"\s*:\s*)?)"(?:[^"\\]|\\.)*(?:"|\\?$)/gi;
const VALUE_THEN_NAME = /("value"\s*:\s*)"(?:[^"\\]|\\.)*"(\s*,\s*"(?:name|key)"\s*:\s*"([^"\\]*)")/gi;
/** `"body":"{\"password\":\"…\"}"` */
const JSON_IN_JSON = /(\\"([^"\\]+)\\"\s*:\s*(?:\\")?)[^"\\,}]+/g;

/** Without a scheme before it, as CONNECT has it: `anna:password@host`. */
const USER = /((?:^|[\s"']))[\w.~%+-]{1,64}:[^\s/@"']{1,200}@(?=[\w[])/g;

const IN_QUOTES = /"([^"\\=;\s]{1,64}=[^"\\]*)"/g;

/** `"a=1; b=2"`, or one name with a long value, is what a client sent as its cookies. */
function redactCookies(quoted: string, text: string): string {
  const cookies = text.split(/; ?/).map((cookie) => cookie.split('=', 2));
  const isCookies = cookies.every(([name, value]) => /^[\w.%!~*+$-]+$/.test(name) && value !== undefined);
  if (!isCookies || /[&\s]/.test(text.replaceAll('; ', ';'))) return quoted;
  if (cookies.length === 1 && cookies[0][1].length < LONG_VALUE) return quoted;
  return `"${cookies.map(([name]) => `${name}=${REDACTED}`).join('; ')}"`;
}

const LONG_VALUE = 16;

/** As in `login user=anna password=…` and `password: …`. */
const PAIR = /(?<![\w.-])([\w.-]{1,64})(=|: ?)("[^"]*"?|[^\s"&;,]+)/g;

function redactPair(pair: string, name: string, sign: string, value: string): string {
  if (value.includes(REDACTED) || !namesLoggedSecret(name)) return pair;
  return `${name}${sign}${REDACTED}`;
}
