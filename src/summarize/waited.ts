import { ANSWERED, RESULTS } from '../model.ts';

/**
 * Those results whose waiting time is known, or known to be at least so long: a request that timed out waited that
 * long without an answer, and to leave it out would flatter the percentiles. A refused or broken connection is quick
 * and says nothing about response times.
 */
export const WAITED: ReadonlySet<number> = new Set([
  ANSWERED,
  RESULTS.indexOf('timeout'),
  RESULTS.indexOf('connect-timeout'),
]);
