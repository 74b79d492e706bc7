import { formats } from '../parsers/index.ts';
import { ReplayError } from './errors.ts';
import { describeLog } from './ingest/describe-log.ts';
import { LogLines } from './ingest/log-lines.ts';
import type { LogFile } from './model.ts';
import { chooseFormat, type FormatChoice } from './parse/choose-format.ts';
import type { Candidate } from './parse/detect-format.ts';
import { type ParsedPage, parseLines } from './parse/parse-lines.ts';

/** Which log is read, and as what: its format is detected unless it is named. */
export interface LogOptions extends FormatChoice {
  /** Paths, read one after the other; `-` is standard input. */
  readonly logs: readonly string[];
}

/** A log that can be read: its files are there, and its format is known. */
export interface OpenLog {
  readonly files: readonly LogFile[];
  /** The format that is used, and what else would read some of the log. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  /** Standard input is gone once it is read. */
  readonly canReadAgain: boolean;
  /** Begins one pass over all lines. */
  readonly read: () => AsyncGenerator<ParsedPage>;
}

/** bytes → lines → records: the first two stages, put together for a replay and for an inspection alike. */
export async function openLog({ logs, ...choice }: LogOptions): Promise<OpenLog> {
  if (logs.length === 0)
    throw new ReplayError('usage', 'no log was named', 'name a file, or - for standard input');
  const lines = new LogLines(logs);
  const candidates = await chooseFormat(choice, formats, await lines.peek(SAMPLE_LINES), logs[0]);
  return {
    files: await Promise.all(logs.map(describeLog)),
    candidates,
    canReadAgain: !logs.includes('-'),
    read: () => parseLines(lines.read(), candidates[0].format),
  };
}

const SAMPLE_LINES = 1000;
