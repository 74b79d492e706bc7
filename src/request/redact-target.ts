import { holdsSecret } from './holds-secret.ts';
import { redactMembers } from './redact-json.ts';
import { redactPathTokens, redactTokens } from './redact-tokens.ts';
import { redactUserOfAuthority, redactUsers } from './redact-users.ts';
import { REDACTED } from './redacted.ts';
import { isSecretName } from './secret-names.ts';

/**
 * Replaces the secrets in a target for storing and showing it: the values of parameters, in the query, in the fragment, and in
 * the parts of the path (`/shop;jsessionid=…`, `/token=…`), also where they are percent-encoded or in JSON; the user part of a URL; and
 * what is told by its form to be a credential. What is sent keeps them: the target must get what the client sent. Takes time in
 * proportion to the length, whatever the target.
 */
export function redactTarget(target: string): string {
  const query = target.search(/[?#]/);
  const path = query === -1 ? target : target.slice(0, query);
  const rest = query === -1 ? '' : redactQuery(target.slice(query));
  return redactTokens(redactPathTokens(redactUsers(redactPath(redactUserOfAuthority(path)) + rest)));
}

function redactQuery(query: string): string {
  const text = query.includes('"') ? redactMembers(query) : query;
  return text
    .split(/([?&;#])/)
    .map((part) => redactParameter(part))
    .join('');
}

/** In each of its parts, what follows a `;` or a `,` has names and values, too. */
function redactPath(path: string): string {
  if (!/[=%]/.test(path)) return path;
  return path.replace(PATH_PART, (part) =>
    NAMED.test(part) || part.includes('%') ? redactParameter(part) : part,
  );
}

const PATH_PART = /[^/;,\s"]+/g;
const NAMED = /^[\w.%~[\]-]+=/;

function redactParameter(parameter: string): string {
  const equals = parameter.indexOf('=');
  if (equals === -1) return holdsSecret(parameter) ? REDACTED : parameter;
  const [name, value] = [parameter.slice(0, equals), parameter.slice(equals + 1)];
  if (isSecretName(name) || holdsSecret(value)) return `${name}=${REDACTED}`;
  return holdsSecret(name) ? REDACTED : parameter;
}
