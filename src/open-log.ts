import { compilers, formatFromNginxConf, formats, mappedJson } from '../parsers/index.ts';
import { datedLogs } from './dated-logs.ts';
import { ReplayError } from './errors.ts';
import { describeLog } from './ingest/describe-log.ts';
import { expandLogs } from './ingest/expand-logs.ts';
import { LogLines } from './ingest/log-lines.ts';
import { mergeByTime } from './ingest/merge-by-time.ts';
import { isSkipped, type LogFile, type LogRecord, type LogWarning } from './model.ts';
import { chooseFormats, type LogSample, type Reading } from './parse/choose-format.ts';
import type { Candidate } from './parse/detect-format.ts';
import { ParserFault } from './parse/guard-format.ts';
import type { LogFormat } from './parse/log-format.ts';
import type { FormatChoice } from './parse/named-format.ts';
import { observeZone } from './parse/observe-zone.ts';
import { type ParsedLine, type ParsedPage, parseLines } from './parse/parse-lines.ts';
import { createRedactor, type Redactor } from './request/redactor.ts';

/** Which log is read, and as what: its format is detected unless it is named. */
export interface LogOptions extends FormatChoice {
  /** Files, folders of rotated logs and patterns, read one after the other; `-` is standard input; `{yesterday:%Y%m%d}` is a date. */
  readonly logs: readonly string[];
  /**
   * The zone of stamps that name none: `+02:00`, `Europe/Berlin`. Absent: UTC, whatever the machine's is. Dates in names of
   * logs are of this zone too; absent, of the machine's.
   */
  readonly timezone?: string;
  /** Whether the logs of several servers are put into one order of time, instead of one after the other. */
  readonly merge?: boolean;
  /** What these regular expressions (RE2) match is stored and shown nowhere, beside what can be told to be a secret. */
  readonly redact?: readonly string[];
  /** Called for what is wrong with a file that is read all the same, once each. */
  readonly onWarning?: (warning: LogWarning) => void;
  /** Called with what is to be known of logs that are followed: that they are, or that their first lines are waited for. */
  readonly onNote?: (text: string) => void;
}

/** A log that can be read: its files are there, and its format is known. */
export interface OpenLog {
  readonly files: readonly LogFile[];
  /** The format that is used, and what else would read some of the log; where there are several logs, those of the first. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  /** The names of all formats that are used: servers of different make may have written the logs. */
  readonly formats: readonly [string, ...string[]];
  /** Which share of the lines tried is read, over all logs: 0…1. */
  readonly share: number;
  /** What the lines of the first log are inside of, the outermost first: `docker json-file`; `compose`, `syslog`. */
  readonly inside: readonly string[];
  /** The zone that stamps were taken to be in; null as long as all that were read named theirs. */
  readonly timezoneUsed: () => string | null;
  /** Standard input, and a pipe, is gone once it is read; what is followed has no end. */
  readonly canReadAgain: boolean;
  /** What stood in a log that is followed when it was opened, and is not replayed; as much of it as endpoints are learned by. */
  readonly earlier?: () => AsyncGenerator<ParsedPage>;
  /** What the lines say by which the format was found out, without reading anything. */
  readonly peeked: () => readonly LogRecord[];
  /** By which everything of it is stored and shown. */
  readonly redactor: Redactor;
  /** Begins one pass over all lines. */
  readonly read: () => AsyncGenerator<ParsedPage>;
  /** Ends all reading, and lets go of what was opened. Whoever opened the log calls it, however it ends. */
  readonly close: () => Promise<void>;
}

/** The built-in formats, by what `--format` calls them. */
export function listFormats(): Pick<LogFormat, 'name' | 'title'>[] {
  return formats.map(({ name, title }) => ({ name, title }));
}

/** bytes → lines → records: the first two stages, put together for a replay and for an inspection alike. */
export async function openLog(options: LogOptions): Promise<OpenLog> {
  const { logs, merge, timezone = 'UTC', onWarning, redact, ...choice } = options;
  const redactor = createRedactor(redact);
  if (logs.length === 0) {
    throw new ReplayError('usage', 'no log was named', 'name a file, or - for standard input');
  }
  const zone = observeZone(timezone);
  const dated = await datedLogs(logs, options.timezone);
  const paths = await expandLogs(dated, (text) => onWarning?.({ text }));
  const lines = new LogLines(paths, onWarning);
  try {
    const each = merge ? lines.sideBySide() : lines.inTurn();
    const samples = await Array.fromAsync(each, async (log, i) => ({
      log: log.path,
      lines: await log.peek(i === 0 ? SAMPLE_LINES : LATER_SAMPLE_LINES),
    }));
    const found = await chooseReadings(choice, samples, redactor);
    const readings = found.filter((reading) => reading !== null);
    const [first] = readings;
    samples.forEach((sample, i) => {
      for (const text of doubtsOf(sample, found[i])) onWarning?.({ file: sample.log, text });
    });
    // One after the other: there may be hundreds.
    const files = await Array.fromAsync(paths, ({ path }) => describeLog(path));
    const parsed = () => {
      const newestMs = newestOf(files);
      return each.map((log, i) => {
        const { candidates, wrapper } = found[i] ?? first;
        return parseLines(log.read(), candidates[0].format, { wrapper, toUtc: zone.begin(), newestMs });
      });
    };
    return {
      files,
      candidates: first.candidates,
      formats: namesOf(readings),
      share: shareOf(samples, found),
      inside: first.wrapper?.names ?? [],
      timezoneUsed: () => (zone.isUsed() ? timezone : null),
      redactor,
      canReadAgain: files.every(({ bytes }) => bytes !== undefined),
      peeked: () => readings.flatMap((reading) => recordsOf(reading.lines, reading.candidates[0].format)),
      read: () => (merge ? merged(parsed()) : inTurn(parsed())),
      close: () => lines.close(),
    };
  } catch (error) {
    await lines.close();
    throw error;
  }
}

/** Finds out how logs are to be read, by the formats that are known here. */
export function chooseReadings(
  choice: FormatChoice,
  samples: readonly LogSample[],
  { line: redact }: Redactor,
): Promise<(Reading | null)[]> {
  return chooseFormats(choice, formats, samples, { ...TOOLS, redact });
}

/** What a user would want to know of a log that is read all the same. */
function doubtsOf({ lines }: LogSample, reading: Reading | null | undefined): string[] {
  if (lines.length === 0) return [];
  if (!reading)
    return [`none of its first ${lines.length} lines is a request in a format that is known here`];
  return reading.missing.map((entry) => `--map ${entry}: no line of the first ${lines.length} has it`);
}

function namesOf([first, ...others]: readonly Reading[]): [string, ...string[]] {
  const nameOf = ({ candidates: [{ format }] }: Reading) => format.name;
  return [nameOf(first), ...new Set(others.map(nameOf).filter((name) => name !== nameOf(first)))];
}

function shareOf(samples: readonly LogSample[], found: readonly (Reading | null)[]): number {
  const read = samples.map(({ lines }, i) => lines.length * (found[i]?.candidates[0].share ?? 0));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return sum(read) / sum(samples.map(({ lines }) => lines.length));
}

/** The requests in lines that have nothing around them. */
export function recordsOf(lines: readonly string[], format: LogFormat): LogRecord[] {
  const parse = format.open();
  return lines.flatMap((line) => {
    try {
      const result = parse(line);
      return isSkipped(result) ? [] : [result];
    } catch (error) {
      // Whoever reads the log in earnest comes to the same line, and says where it stands.
      if (error instanceof ParserFault) return [];
      throw error;
    }
  });
}

async function* inTurn(logs: readonly AsyncIterable<ParsedPage>[]): AsyncGenerator<ParsedPage> {
  for (const log of logs) yield* log;
}

/** Several logs side by side, their records in the order of time. */
async function* merged(logs: readonly AsyncIterable<ParsedPage>[]): AsyncGenerator<ParsedPage> {
  for await (const parsed of mergeByTime(logs.map(parsedOf), startOf)) yield { parsed };
}

async function* parsedOf(pages: AsyncIterable<ParsedPage>): AsyncGenerator<readonly ParsedLine[]> {
  for await (const { parsed } of pages) yield parsed;
}

function startOf({ result }: ParsedLine): number | undefined {
  return isSkipped(result) ? undefined : result.startedAtMs;
}

/** No line is newer than the newest file; what comes through a pipe, no newer than now. */
function newestOf(files: readonly LogFile[]): number {
  const times = files.map(({ modifiedAt }) =>
    modifiedAt === undefined ? Date.now() : Date.parse(modifiedAt),
  );
  return Math.max(...times);
}

const TOOLS = { compilers, formatFromNginxConf, formatFromMap: mappedJson };
const SAMPLE_LINES = 1000;
/** There may be hundreds of logs. */
const LATER_SAMPLE_LINES = 200;
