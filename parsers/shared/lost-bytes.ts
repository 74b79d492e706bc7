import type { Skipped } from 'reprise/parser';
import type { Draft } from './draft.ts';
import { SKIPPED } from './skipped.ts';

/**
 * For loggers that write U+FFFD in place of bytes that are not UTF-8 (Go's JSON encoders): which bytes the client sent
 * is not in the log, so that the request cannot be sent again.
 */
export function refuseLostBytes(record: Draft): Draft | Skipped {
  return record.target.includes(REPLACEMENT) ? SKIPPED.encoding : record;
}

/** U+FFFD as it is in UTF-8. */
const REPLACEMENT = '\xef\xbf\xbd';
