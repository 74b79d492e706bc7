import { isSkipped } from '../model.ts';
import { ParserFault } from './guard-format.ts';
import type { LogFormat, ParseLine } from './log-format.ts';

/** A format, and which share of the sample's lines it reads as requests or as known non-requests (0…1). */
export interface Candidate {
  readonly format: LogFormat;
  readonly share: number;
}

/**
 * Tries every format on a sample of lines. Best first; formats that read nothing are left out. A line that a format
 * knows but would not replay (garbage in the request field, CONNECT) counts as read: the line is of that format.
 *
 * Formats that read nearly as much as the one that reads most stand before the others: those first that say of the fewest
 * lines that their software does not write such, and of these the first in the list, which is the most specific.
 */
export function detectFormat(sample: readonly string[], formats: readonly LogFormat[]): Candidate[] {
  const lines = sample.filter((line) => line !== '');
  const tried = formats.map((format) => tryFormat(lines, format)).filter(({ share }) => share > 0);
  const most = Math.max(0, ...tried.map(({ share }) => share));
  const doubts = ({ share, unlike }: Tried) => (share >= most - NEARLY ? unlike : Number.POSITIVE_INFINITY);
  return tried
    .sort(
      (a, b) =>
        compare(doubts(a), doubts(b)) || (doubts(a) < Number.POSITIVE_INFINITY ? 0 : b.share - a.share),
    )
    .map(({ format, share }) => ({ format, share }));
}

/** How much less of the lines a more specific format may read than the one that reads most. */
const NEARLY = 0.02;

interface Tried extends Candidate {
  /** Lines that it reads, but that its software would have written otherwise. */
  readonly unlike: number;
}

function tryFormat(lines: readonly string[], format: LogFormat): Tried {
  const parse = format.open();
  let read = 0;
  let unlike = 0;
  for (const line of lines) {
    if (!reads(parse, line)) continue;
    read++;
    if (format.unlike?.test(line)) unlike++;
  }
  return { format, share: lines.length === 0 ? 0 : read / lines.length, unlike };
}

function reads(parse: ParseLine, line: string): boolean {
  try {
    const parsed = parse(line);
    return !isSkipped(parsed) || parsed.skipped !== 'not-an-access-line';
  } catch (error) {
    // The pass over the log comes to this line too, and can say where it stands.
    if (error instanceof ParserFault) return true;
    throw error;
  }
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
