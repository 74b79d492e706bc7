import { isSecretName } from './secret-names.ts';

/** What stands in the place of a secret in whatever is stored or shown. */
export const REDACTED = 'REDACTED';

/**
 * Replaces the secrets in a target for storing and showing it: the values of parameters, in the query and after a `;` in
 * the path, and the user part of a URL, and JSON Web Tokens anywhere. What is sent keeps them: the target must get what the client sent. Takes time in
 * proportion to the length, whatever the target.
 */
export function redactTarget(target: string): string {
  const query = target.search(/[?#]/);
  if (query === -1) return redactTokens(redactUsers(redactPath(target)));
  const parameters = target.slice(query).split(/([?&;#])/);
  return redactTokens(
    redactUsers(redactPath(target.slice(0, query)) + parameters.map(redactParameter).join('')),
  );
}

/** Replaces who is named before the host of a URL, `http://anna:password@host/`, wherever in a text. */
function redactUsers(text: string): string {
  return text.replace(USER_OF_URL, `://${REDACTED}@`);
}

const USER_OF_URL = /:\/\/[^\s/?#@"]*@/g;

/** As in `/shop;jsessionid=…`. */
function redactPath(path: string): string {
  return path.includes(';')
    ? path.replace(PATH_PARAMETER, (_, parameter) => `;${redactParameter(parameter)}`)
    : path;
}

const PATH_PARAMETER = /;([^;/\s]*)/g;

function redactParameter(parameter: string): string {
  const equals = parameter.indexOf('=');
  if (equals === -1) return parameter;
  const isSecret =
    isSecretName(parameter.slice(0, equals)) || holdsEscapedSecret(parameter.slice(equals + 1), MOST_ESCAPES);
  return isSecret ? `${parameter.slice(0, equals)}=${REDACTED}` : parameter;
}

/** As in `?next=%2Fa%3Ftoken%3D…`, `?u=http%3A%2F%2Fanna%3A…%40host%2F`, `?a=Bearer%20…`, and such values escaped again. */
function holdsEscapedSecret(value: string, escapes: number): boolean {
  if (!MAY_HOLD_SECRET.test(value)) return false;
  const text = value.replace(ESCAPED, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (redactUsers(text) !== text || BEARER.test(text)) return true;
  return text.split(/[?&;#]/).some((parameter) => {
    const equals = parameter.indexOf('=');
    const holder = equals === -1 ? parameter : parameter.slice(equals + 1);
    if (equals !== -1 && holder !== REDACTED && isSecretName(parameter.slice(0, equals))) return true;
    return escapes > 1 && holdsEscapedSecret(holder, escapes - 1);
  });
}

/** `=`, `@`, a space, and `%` itself. */
const MAY_HOLD_SECRET = /%(?:3d|40|2[05])|Bearer\+/i;
const ESCAPED = /%([0-9a-f]{2})/gi;
const BEARER = /\bBearer[ +]+(?!REDACTED)[\w.~+/=:-]{4,}/i;
const MOST_ESCAPES = 3;

/** A JSON Web Token is told by its form, `eyJ….….…`: it may be a part of a path as well as a value. */
function redactTokens(text: string): string {
  return text.includes('eyJ') ? text.replace(TOKEN, REDACTED) : text;
}

const TOKEN = /(?<![\w-])eyJ[\w-]{5,}(?:\.[\w-]*){2,4}/g;
