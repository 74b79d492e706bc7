import type { Quoting, Shape } from './template.ts';

/** A format as the scanner needs it: literal text before the first field, and after each. */
export interface ScanPlan {
  readonly lead: string;
  readonly fields: readonly ScanField[];
  readonly quoting: Quoting;
}

export interface ScanField {
  /** The literal text after it. Empty only after the last one. */
  readonly after: string;
  readonly shape?: Shape;
  readonly bounded: boolean;
  /** Whether it stands between `"` and `"`. */
  readonly quoted: boolean;
  /** Whether text that looks like its end may be within it; the next fields tell. */
  readonly mayHoldEnd: boolean;
}

/** Where the fields of a line begin and end, after a scan that found them. */
export interface Spans {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * Prepares the search for the fields of a line; false where the line is not of the format.
 *
 * A field with a shape ends where the shape says. Free text ends at the first place where the literal after it stands and
 * the shapes up to the next free text fit. Once that next one is reached, nothing before it is tried again: each place is
 * passed a bounded number of times, so that the time is in proportion to the line's length, whatever it holds.
 */
export function createScanner({ lead, fields, quoting }: ScanPlan, spans: Spans): (line: string) => boolean {
  const { starts, ends } = spans;
  const count = fields.length;
  const findEnd = fields.map((field, i) => endOfFreeText(field, quoting, i === count - 1));

  return (line) => {
    if (!line.startsWith(lead)) return false;
    let at = lead.length;
    /** The free text that is tried again when what follows does not fit, and from where. */
    let retry = -1;
    let i = 0;
    while (i < count) {
      const { after, shape, bounded, mayHoldEnd } = fields[i]!;
      starts[i] = at;
      let end = shape === undefined ? findEnd[i]!(line, at) : shape(line, at);
      if (shape === undefined) {
        if (end === -1) return false;
        retry = mayHoldEnd ? i : -1;
      } else {
        const fits =
          end !== -1 && line.startsWith(after, end) && (i + 1 < count || end + after.length === line.length);
        if (!fits) {
          if (retry === -1) return false;
          i = retry;
          end = findEnd[i]!(line, ends[i]! + 1);
          if (end === -1) return false;
        } else if (!bounded) retry = -1;
      }
      ends[i] = end;
      at = end + fields[i]!.after.length;
      i++;
    }
    return true;
  };
}

type FindEnd = (line: string, from: number) => number;

const QUOTE = '"';

function endOfFreeText({ after, quoted, mayHoldEnd }: ScanField, quoting: Quoting, isLast: boolean): FindEnd {
  const isBare = BARE[quoting];
  const strict = quoted && quoting !== 'raw';
  const never = quoting === 'never';
  if (isLast) {
    return (line, from) => {
      const end = line.length - after.length;
      if (end < from || !line.endsWith(after)) return -1;
      if (!strict) return end;
      return (never ? line.indexOf(QUOTE, from) : nextBareQuote(line, from, isBare)) === end ? end : -1;
    };
  }
  if (!strict) return (line, from) => line.indexOf(after, from);
  return (line, from) => {
    let at = never ? line.indexOf(QUOTE, from) : nextBareQuote(line, from, isBare);
    while (at !== -1 && !line.startsWith(after, at)) {
      if (!mayHoldEnd) return -1;
      at = nextBareQuote(line, at + 1, isBare);
    }
    return at;
  };
}

type IsBare = (line: string, quote: number, from: number) => boolean;

const BACKSLASH = 0x5c;

/** Whether a quote is not part of a value. */
const BARE: Readonly<Record<Quoting, IsBare>> = {
  never: () => true,
  raw: () => true,
  'quotes-only': (line, quote) => line.charCodeAt(quote - 1) !== BACKSLASH,
  backslash: (line, quote, from) => {
    let before = quote;
    while (before > from && line.charCodeAt(before - 1) === BACKSLASH) before--;
    return (quote - before) % 2 === 0;
  },
};

function nextBareQuote(line: string, from: number, isBare: IsBare): number {
  let at = line.indexOf(QUOTE, from);
  while (at !== -1 && !isBare(line, at, from)) at = line.indexOf(QUOTE, at + 1);
  return at;
}
