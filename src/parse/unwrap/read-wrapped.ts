import { isSkipped, type LogRecord, type Skipped } from '../../model.ts';
import type { ParseLine } from '../log-format.ts';
import { MAX_LINE } from './join-parts.ts';
import type { Unwrapper } from './wrapper.ts';

/** Reads lines that have something around them. */
export interface WrappedReader {
  /** null where there is nothing to tell yet: a part of a line, or nothing within. */
  readonly read: (line: string) => LogRecord | Skipped | null;
  /** Ends the log: lines of which only parts came, read as they are. */
  readonly rest: () => (LogRecord | Skipped)[];
}

/**
 * Prepares the reading of lines by a format that knows nothing of what is around them. The stamp of the wrapper serves
 * only where the line has none; it is of the END of the request, as the line is written then.
 */
export function readWrapped(parse: ParseLine, unwrapper: Unwrapper): WrappedReader {
  const { unwrap, writtenAtMs, lossy } = unwrapper;

  function readInner(text: string | null): LogRecord | Skipped | null {
    if (text === null || text === '') return null;
    if (text.length > MAX_LINE) return TOO_LONG;
    const result = parse(text);
    if (isSkipped(result)) return result;
    if (lossy && result.target.includes(REPLACEMENT)) return LOST;
    if (result.startedAtMs !== undefined) return result;
    const endedAtMs = writtenAtMs();
    if (endedAtMs === undefined) return result;
    return { ...result, startedAtMs: Math.round((endedAtMs - (result.durationMs ?? 0)) * 1000) / 1000 };
  }

  return {
    read: (line) => readInner(unwrap(line)),
    rest: () =>
      unwrapper
        .rest()
        .map(readInner)
        .filter((result) => result !== null),
  };
}

const TOO_LONG: Skipped = { skipped: 'too-long' };
const LOST: Skipped = { skipped: 'encoding' };
/** U+FFFD as it is in UTF-8. */
const REPLACEMENT = '\xef\xbf\xbd';
