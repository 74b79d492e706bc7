import type { LogFormat, ParseLine } from './log-format.ts';
import type { Problem } from './problem.ts';

const FILLERS = [
  '\\',
  '\\x',
  '"',
  '\\"',
  '" ',
  ' ',
  '  -',
  '[',
  '] "',
  ' - ',
  'a',
  '1',
  '{"a":',
  '[[',
  '\\u',
  '\xff',
  '" 200 ',
  ', ',
  '/',
  '?',
  '=',
  '\t',
  ';',
];

const SHORT = 30_000;
/** Of a line of this length, less than this is never taken for slow: a clock and a collector have their say. */
const LEAST_MS = 8;
/** How much longer a line of double length may take: 2 where the time is in proportion, 4 where it grows with the square. */
const MOST_FACTOR = 3;
/** No collector takes so long, and to go on with such a line would take too long. */
const BEYOND_DOUBT_MS = 2000;
const ROUNDS = 7;

/**
 * Lines for which the time that parsing takes grows faster than their length, found by doubling: a sample with a long run of
 * something in it, once and twice as long. Lines so long that the format throws are told too.
 */
export function slowLines(
  format: LogFormat,
  samples: readonly string[],
  { now, cuts }: { readonly now: () => number; readonly cuts: number },
): Problem[] {
  const problems: Problem[] = [];
  const parse = format.open();
  for (const filler of FILLERS) {
    for (const [before, after] of frames(samples, cuts)) {
      const make = (length: number) => before + filler.repeat(length / filler.length) + after;
      try {
        if (took(parse, make(SHORT * 2), now) < LEAST_MS) continue;
      } catch (error) {
        problems.push({
          what: `it threw at a line of ${SHORT * 2} characters: ${error}`,
          line: `${make(60)}…`,
        });
        break;
      }
      if (isFasterThanLine(parse, make, now)) {
        const what = `${SHORT * 2} characters take ${took(parse, make(SHORT * 2), now).toFixed(0)} ms`;
        problems.push({ what: `the time grows faster than the line: ${what}`, line: `${make(60)}…` });
        break;
      }
    }
  }
  return problems;
}

/**
 * Whether the time grows faster than the line. Only what is slow at all is looked at closely: three lengths in turn, again
 * and again, of which the fastest count, so that a pause of the machine or of the collector is not taken for it.
 */
function isFasterThanLine(parse: ParseLine, make: (length: number) => string, now: () => number): boolean {
  const lengths = [SHORT, SHORT * 2, SHORT * 4].map((length) => ({ line: make(length), ms: Infinity }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const length of lengths) {
      length.ms = Math.min(length.ms, took(parse, length.line, now));
      if (length.ms > BEYOND_DOUBT_MS) return true;
    }
    const [short, long, longer] = lengths.map(({ ms }) => ms);
    if (long < LEAST_MS || longer < long * MOST_FACTOR || long < short * MOST_FACTOR) return false;
  }
  return true;
}

/** What stands before and after the run: nothing, and the first samples cut in many places. */
function frames(samples: readonly string[], cuts: number): (readonly [before: string, after: string])[] {
  const ofSamples = samples
    .slice(0, 3)
    .flatMap((line) =>
      Array.from({ length: cuts }, (_, i) => Math.floor((line.length * i) / (cuts - 1))).map(
        (at) => [line.slice(0, at), line.slice(at)] as const,
      ),
    );
  return [['', ''], ['{"', ''], ['{"a":"', '"}'], ...ofSamples];
}

function took(parse: ParseLine, line: string, now: () => number): number {
  const begin = now();
  parse(line);
  return now() - begin;
}
