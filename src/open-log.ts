import { compilers, formatFromNginxConf, formats } from '../parsers/index.ts';
import { ReplayError } from './errors.ts';
import { describeLog } from './ingest/describe-log.ts';
import { expandLogs } from './ingest/expand-logs.ts';
import { LogLines } from './ingest/log-lines.ts';
import { mergeByTime } from './ingest/merge-by-time.ts';
import type { LogFile, LogRecord, LogWarning } from './model.ts';
import { chooseFormat, type FormatChoice } from './parse/choose-format.ts';
import type { Candidate } from './parse/detect-format.ts';
import { isSkipped } from './parse/is-skipped.ts';
import type { LogFormat } from './parse/log-format.ts';
import { type ParsedLine, type ParsedPage, parseLines } from './parse/parse-lines.ts';
import { redactLine } from './request/redact-line.ts';

/** Which log is read, and as what: its format is detected unless it is named. */
export interface LogOptions extends FormatChoice {
  /** Files, folders of rotated logs and patterns, read one after the other; `-` is standard input. */
  readonly logs: readonly string[];
  /** Whether the logs of several servers are put into one order of time, instead of one after the other. */
  readonly merge?: boolean;
  /** Called for what is wrong with a file that is read all the same, once each. */
  readonly onWarning?: (warning: LogWarning) => void;
}

/** A log that can be read: its files are there, and its format is known. */
export interface OpenLog {
  readonly files: readonly LogFile[];
  /** The format that is used, and what else would read some of the log. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  /** Standard input, and a pipe, is gone once it is read. */
  readonly canReadAgain: boolean;
  /** What the lines say by which the format was found out, without reading anything. */
  readonly peeked: () => readonly LogRecord[];
  /** Begins one pass over all lines. */
  readonly read: () => AsyncGenerator<ParsedPage>;
}

/** The built-in formats, by what `--format` calls them. */
export function listFormats(): Pick<LogFormat, 'name' | 'title'>[] {
  return formats.map(({ name, title }) => ({ name, title }));
}

/** bytes → lines → records: the first two stages, put together for a replay and for an inspection alike. */
export async function openLog({ logs, merge, onWarning, ...choice }: LogOptions): Promise<OpenLog> {
  if (logs.length === 0) {
    throw new ReplayError('usage', 'no log was named', 'name a file, or - for standard input');
  }
  const paths = await expandLogs(logs);
  const lines = new LogLines(paths, onWarning);
  try {
    const sample = await lines.peek(SAMPLE_LINES);
    const candidates = await chooseFormat(choice, formats, sample, paths[0].path, TOOLS);
    const [{ format }] = candidates;
    // One after the other: there may be hundreds.
    const files = await Array.fromAsync(paths, ({ path }) => describeLog(path));
    return {
      files,
      candidates,
      canReadAgain: files.every(({ bytes }) => bytes !== undefined),
      peeked: () => recordsOf(sample, format),
      read: () => (merge ? readMerged(lines, format) : parseLines(lines.read(), format)),
    };
  } catch (error) {
    await lines.close();
    throw error;
  }
}

function recordsOf(lines: readonly string[], format: LogFormat): LogRecord[] {
  const parse = format.open();
  return lines.flatMap((line) => {
    const result = parse(line);
    return isSkipped(result) ? [] : [result];
  });
}

/** One pass over several logs side by side, their records in the order of time. */
async function* readMerged(lines: LogLines, format: LogFormat): AsyncGenerator<ParsedPage> {
  const logs = lines.readSets().map((pages) => parsedOf(parseLines(pages, format)));
  for await (const parsed of mergeByTime(logs, startOf)) yield { lines: parsed.length, parsed };
}

async function* parsedOf(pages: AsyncIterable<ParsedPage>): AsyncGenerator<readonly ParsedLine[]> {
  for await (const { parsed } of pages) yield parsed;
}

function startOf({ result }: ParsedLine): number | undefined {
  return isSkipped(result) ? undefined : result.startedAtMs;
}

const TOOLS = { compilers, formatFromNginxConf, redact: redactLine };
const SAMPLE_LINES = 1000;
