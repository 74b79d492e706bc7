/** What stands in the place of a secret in whatever is stored or shown. */
export const REDACTED = 'REDACTED';
