import type { Header } from '../model.ts';
import { redactCredentials } from './redact-credentials.ts';
import { REDACTED, redactTarget } from './redact-target.ts';
import { isSecretName } from './secret-names.ts';

/**
 * Replaces the value of a header that carries a secret, for storing and showing it, but not where it only says by what name
 * the secret is filled in; a referer has a query like any
 * other address, and credentials with their scheme before them may stand under any name.
 */
export function redactHeader([name, value]: Header): Header {
  if (isSecretName(name)) return [name, ONLY_NAMES.test(value) ? value : REDACTED];
  return [name, redactCredentials(IS_ADDRESS.test(name) ? redactTarget(value) : value)];
}

/** Nothing but what is filled in, by its name: `Bearer ${token}`, `sid=${sid}; key=${KEY}`. */
const ONLY_NAMES = /^(?:(?:Bearer|Basic|Token|ApiKey) )?(?:(?:[\w.-]+=)?\$\{[\w:.-]+\}(?:; ?)?)+$/i;

const IS_ADDRESS = /^(?:referer|location|origin)$/i;
