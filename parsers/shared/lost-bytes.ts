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

/** The same of JSON with half a pair of surrogates, `\ud800`: it is no character, and has become U+FFFD in the target. */
export function holdsLoneSurrogate(target: string, line: string): boolean {
  return target.includes(REPLACEMENT) && LONE_SURROGATE.test(line);
}

const LONE_SURROGATE =
  /\\u[dD][89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F]/;

/** U+FFFD as it is in UTF-8. */
const REPLACEMENT = '\xef\xbf\xbd';
