import { ANSWERED, RESULTS } from '../model.ts';

/** Those that ended because their time was over. */
const TIMEOUTS: ReadonlySet<number> = new Set(
  ['timeout' as const, 'connect-timeout' as const, 'ttfb-timeout' as const].map((reason) =>
    RESULTS.indexOf(reason),
  ),
);

/**
 * Those results whose waiting time is known, or known to be at least so long: a request that timed out waited that
 * long without an answer, and to leave it out would flatter the percentiles; an answer that a client judged to be wrong
 * was waited for like any other. A refused or broken connection is quick
 * and says nothing about response times.
 */
export const WAITED: ReadonlySet<number> = new Set([ANSWERED, RESULTS.indexOf('judged'), ...TIMEOUTS]);
