import type { Skipped, SkipReason } from 'reprise/parser';

/** One value for each reason, so that a log of skipped lines allocates nothing. */
export const SKIPPED: { readonly [Reason in SkipReason]: Skipped } = {
  'not-an-access-line': { skipped: 'not-an-access-line' },
  'not-http': { skipped: 'not-http' },
  'bad-request-line': { skipped: 'bad-request-line' },
  connect: { skipped: 'connect' },
  upgrade: { skipped: 'upgrade' },
  'other-host': { skipped: 'other-host' },
  method: { skipped: 'method' },
  'body-missing': { skipped: 'body-missing' },
  internal: { skipped: 'internal' },
  'too-long': { skipped: 'too-long' },
  encoding: { skipped: 'encoding' },
};
