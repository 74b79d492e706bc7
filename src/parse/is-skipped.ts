import type { LogRecord, Skipped } from '../model.ts';

/** Tells the two results of parsing a line apart. */
export function isSkipped(parsed: LogRecord | Skipped): parsed is Skipped {
  return 'skipped' in parsed;
}
