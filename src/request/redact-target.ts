import { isSecretName } from './secret-names.ts';

/** What stands in the place of a secret in whatever is stored or shown. */
export const REDACTED = 'REDACTED';

/**
 * Replaces the secrets in a target for storing and showing it: the values of parameters, in the query and after a `;` in
 * the path, and the user part of a URL. What is sent keeps them: the target must get what the client sent. Takes time in
 * proportion to the length, whatever the target.
 */
export function redactTarget(target: string): string {
  const query = target.search(/[?#]/);
  if (query === -1) return redactUsers(redactPath(target));
  const parameters = target.slice(query).split(/([?&;#])/);
  return redactUsers(redactPath(target.slice(0, query)) + parameters.map(redactParameter).join(''));
}

/** Replaces who is named before the host of a URL, `http://anna:password@host/`, wherever in a text. */
export function redactUsers(text: string): string {
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
  if (equals === -1 || !isSecretName(parameter.slice(0, equals))) return parameter;
  return `${parameter.slice(0, equals)}=${REDACTED}`;
}
