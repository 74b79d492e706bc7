/** What stands in the place of a secret in whatever is stored or shown. */
export const REDACTED = 'REDACTED';

/**
 * Replaces the values of query parameters that carry secrets, for storing and showing a target. What is sent keeps
 * them: the target must get what the client sent. Takes time in proportion to the length, whatever the target.
 */
export function redactTarget(target: string): string {
  const query = target.search(/[?#]/);
  if (query === -1) return target;
  const parameters = target.slice(query).split(/([?&;#])/);
  return target.slice(0, query) + parameters.map(redactParameter).join('');
}

function redactParameter(parameter: string): string {
  const equals = parameter.indexOf('=');
  if (equals === -1 || !SECRET_PARAMETER.test(parameter.slice(0, equals))) return parameter;
  return `${parameter.slice(0, equals)}=${REDACTED}`;
}

/** Anywhere in the name, which may be `user[password]`; short words only as the whole of it. */
const SECRET_PARAMETER =
  /token|secret|passw(?:or)?d|pwd|api[_-]?key|signature|credential|^(?:sig|key|code|auth|session(?:[_-]?id)?|sid|jwt)$/i;

/** Whether the value of a header with this name is a secret. */
export function isSecretHeader(name: string): boolean {
  return SECRET_HEADER.test(name);
}

const SECRET_HEADER =
  /^(?:authorization|proxy-authorization|cookie|set-cookie)$|token|secret|api[_-]?key|signature|passw(?:or)?d/i;
