import type { Header } from '../model.ts';
import { REDACTED, redactTarget } from './redact-target.ts';
import { isSecretName } from './secret-names.ts';

/** Replaces the value of a header that carries a secret, for storing and showing it; a referer has a query like any other address. */
export function redactHeader([name, value]: Header): Header {
  if (isSecretName(name)) return [name, REDACTED];
  return /^(?:referer|location|origin)$/i.test(name) ? [name, redactTarget(value)] : [name, value];
}
