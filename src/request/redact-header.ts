import type { Header } from '../model.ts';
import { redactLine } from './redact-line.ts';
import { REDACTED } from './redacted.ts';
import { isSecretName } from './secret-names.ts';

/**
 * Replaces the value of a header that carries a secret, for storing and showing it, but not where it only says by what name
 * the secret is filled in. Of any other header it replaces what can be told to be a secret: an address has a query, and
 * credentials with their scheme before them may stand under any name.
 */
export function redactHeader([name, value]: Header): Header {
  if (isSecretName(name)) return [name, ONLY_NAMES.test(value) ? value : REDACTED];
  return [name, redactLine(value)];
}

/** Nothing but what is filled in, by its name: `Bearer ${token}`, `sid=${sid}; key=${KEY}`. */
const ONLY_NAMES = /^(?:(?:Bearer|Basic|Token|ApiKey) )?(?:(?:[\w.-]+=)?\$\{[\w:./-]+\}(?:; ?)?)+$/i;
