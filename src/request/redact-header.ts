import type { Header } from '../model.ts';
import { redactCredentials } from './redact-credentials.ts';
import { REDACTED, redactTarget } from './redact-target.ts';
import { isSecretName } from './secret-names.ts';

/**
 * Replaces the value of a header that carries a secret, for storing and showing it; a referer has a query like any
 * other address, and credentials with their scheme before them may stand under any name.
 */
export function redactHeader([name, value]: Header): Header {
  if (isSecretName(name)) return [name, REDACTED];
  return [name, redactCredentials(IS_ADDRESS.test(name) ? redactTarget(value) : value)];
}

const IS_ADDRESS = /^(?:referer|location|origin)$/i;
