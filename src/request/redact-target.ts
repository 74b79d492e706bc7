/** What stands in the place of a secret in whatever is stored or shown. */
export const REDACTED = 'REDACTED';

/**
 * Replaces the values of query parameters that carry secrets, for storing and showing a target. What is sent keeps
 * them: the target must get what the client sent.
 */
export function redactTarget(target: string): string {
  const query = target.indexOf('?');
  if (query === -1) return target;
  return target.slice(0, query) + target.slice(query).replace(SECRET_PARAMETER, `$1=${REDACTED}`);
}

const SECRET_PARAMETER =
  /([?&;](?:[\w.-]*(?:token|secret|passw(?:or)?d|passwd|pwd|api[_-]?key|apikey|signature|credential)[\w.-]*|sig|key|code|auth|session(?:[_-]?id)?|sid|jwt))=[^&;#]*/gi;

/** Whether the value of a header with this name is a secret. */
export function isSecretHeader(name: string): boolean {
  return SECRET_HEADER.test(name);
}

const SECRET_HEADER =
  /^(?:authorization|proxy-authorization|cookie|set-cookie)$|token|secret|api[_-]?key|signature|passw(?:or)?d/i;
