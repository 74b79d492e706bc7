import type { LogFormat, OpenOptions, ParseLine, Skipped } from 'reprise/parser';
import { guessW3cColumns } from './shared/guess-w3c-columns.ts';
import { SKIPPED } from './shared/skipped.ts';
import { splitW3c } from './shared/split-w3c.ts';
import { createW3cReader, type W3cReader } from './shared/w3c-reader.ts';
import { w3cSamples } from './shared/w3c-samples.ts';
import { UTC } from './shared/zone.ts';

/** Reads W3C extended logs: `date-local` and `time-local` name no zone, all other stamps are UTC. */
export const w3c: LogFormat = {
  name: 'w3c',
  title: 'W3C extended: IIS, CloudFront, and whatever has a #Fields line',
  samples: w3cSamples,
  open,
};
export default w3c;

/** What the lines that begin with `#` have said so far. */
interface Header {
  columns: readonly string[];
  /** The day, where the columns have the time only. */
  date: string | undefined;
  /** IIS departs from the standard and logs ms where others log seconds. */
  microsoft: boolean;
}

/**
 * `#Fields` decides which columns there are, and may do so again in mid-file. Where it is missing, or has another number of
 * columns than the line, the columns are told by their looks: logs are cut up, and their heads get lost.
 */
function open({ toUtc = UTC }: OpenOptions = {}): ParseLine {
  const header: Header = { columns: [], date: undefined, microsoft: false };
  const readers = new Map<string, W3cReader | undefined>();
  let reader: W3cReader | undefined;
  return (line) => {
    if (line.startsWith('#')) {
      const skipped = readDirective(header, line);
      reader = createW3cReader(header.columns, toUtc, header);
      readers.clear();
      return skipped;
    }
    const values = splitW3c(line);
    if (reader !== undefined && values.length === header.columns.length) return reader(values);
    const guessed = guessW3cColumns(values, line);
    if (guessed === undefined) return SKIPPED['not-an-access-line'];
    const key = guessed.join(' ');
    if (!readers.has(key)) readers.set(key, createW3cReader(guessed, toUtc, header));
    return readers.get(key)?.(values) ?? SKIPPED['not-an-access-line'];
  };
}

const DIRECTIVE = /^#(Version|Fields|Software|Start-Date|End-Date|Date|Remark)\s{0,9}:[ \t]{0,9}(.*)$/is;

/** Takes in what a directive says: they are the log's own, and any other `#` line is nothing at all. */
function readDirective(header: Header, line: string): Skipped {
  const parts = DIRECTIVE.exec(line);
  if (parts === null) return SKIPPED['not-an-access-line'];
  const [, name, value] = parts as unknown as [string, string, string];
  if (/^fields$/i.test(name)) header.columns = columnNames(value);
  if (/^software$/i.test(name)) header.microsoft = /microsoft/i.test(value);
  if (/^(?:start-)?date$/i.test(name)) header.date = /^\d{4}-\d\d-\d\d/.exec(value)?.[0];
  return SKIPPED.internal;
}

/** Some writers put invisible characters into the names. */
function columnNames(text: string): string[] {
  const names = text.replace(/[^\x20-\x7e\t]/g, '').toLowerCase();
  return names.split(/[ \t]+/).filter((name) => name !== '');
}
