import { redactMembers } from './redact-json.ts';
import { redactTokens } from './redact-tokens.ts';
import { redactUsers } from './redact-users.ts';
import { REDACTED } from './redacted.ts';
import { isSecretName } from './secret-names.ts';

/**
 * Whether a part of a target hides a secret under percent-encoding, up to three layers of it, or in base64: an address with a token
 * or a user, JSON with a secret member, credentials with their scheme.
 */
export function holdsSecret(part: string): boolean {
  return holdsEncoded(part, MOST_LAYERS);
}

function holdsEncoded(part: string, layers: number): boolean {
  if (holdsJsonInBase64(part)) return true;
  if (!MAY_HOLD_SECRET.test(part)) return false;
  const text = part.replace(ESCAPED, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (redactUsers(text) !== text || BEARER.test(text)) return true;
  if (redactTokens(text) !== text || (text.includes('"') && redactMembers(text) !== text)) return true;
  return text.split(/[?&;#/]/).some((parameter) => {
    const equals = parameter.indexOf('=');
    const holder = equals === -1 ? parameter : parameter.slice(equals + 1);
    if (equals > 0 && holder !== '' && holder !== REDACTED && isSecretName(parameter.slice(0, equals)))
      return true;
    return layers > 1 && holdsEncoded(holder, layers - 1);
  });
}

/** `{"…`, and no more than that: a JSON Web Token is told by its dots. */
function holdsJsonInBase64(part: string): boolean {
  if (!BASE64_OBJECT.test(part)) return false;
  const text = Buffer.from(part, 'base64').toString('latin1');
  return redactMembers(text) !== text;
}

const BASE64_OBJECT = /^eyJ[\w+/-]{8,}(?:={0,2}|(?:%3D){1,2})$/i;
/** `"`, `=`, `@`, `.`, `;`, `_`, `-`, `:`, a space, letters and digits that need no escape, and `%` itself. */
const MAY_HOLD_SECRET = /%[2-7][0-9a-f]|Bearer\+/i;
const ESCAPED = /%([0-9a-f]{2})/gi;
const BEARER = /\bBearer[ +]+(?!REDACTED)[\w.~+/=:-]{4,}/i;
const MOST_LAYERS = 3;
