import { compilers, formatFromNginxConf, formats } from '../parsers/index.ts';
import { ReplayError } from './errors.ts';
import { describeLog } from './ingest/describe-log.ts';
import { expandLogs } from './ingest/expand-logs.ts';
import { LogLines } from './ingest/log-lines.ts';
import type { LogFile, LogWarning } from './model.ts';
import { chooseFormat, type FormatChoice } from './parse/choose-format.ts';
import type { Candidate } from './parse/detect-format.ts';
import { type ParsedPage, parseLines } from './parse/parse-lines.ts';

/** Which log is read, and as what: its format is detected unless it is named. */
export interface LogOptions extends FormatChoice {
  /** Files, folders of rotated logs and patterns, read one after the other; `-` is standard input. */
  readonly logs: readonly string[];
}

/** A log that can be read: its files are there, and its format is known. */
export interface OpenLog {
  readonly files: readonly LogFile[];
  /** The format that is used, and what else would read some of the log. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  /** What was found wrong with files that are read all the same, up to now. */
  readonly warnings: readonly LogWarning[];
  /** Standard input, and a pipe, is gone once it is read. */
  readonly canReadAgain: boolean;
  /** Begins one pass over all lines. */
  readonly read: () => AsyncGenerator<ParsedPage>;
}

/** bytes → lines → records: the first two stages, put together for a replay and for an inspection alike. */
export async function openLog({ logs, ...choice }: LogOptions): Promise<OpenLog> {
  if (logs.length === 0)
    throw new ReplayError('usage', 'no log was named', 'name a file, or - for standard input');
  const paths = await expandLogs(logs);
  const lines = new LogLines(paths);
  const candidates = await chooseFormat(choice, formats, await lines.peek(SAMPLE_LINES), paths[0].path, {
    compilers,
    formatFromNginxConf,
  });
  // One after the other: there may be hundreds.
  const files = await Array.fromAsync(paths, ({ path }) => describeLog(path));
  return {
    files,
    candidates,
    warnings: lines.warnings,
    canReadAgain: files.every(({ bytes }) => bytes !== undefined),
    read: () => parseLines(lines.read(), candidates[0].format),
  };
}

const SAMPLE_LINES = 1000;
