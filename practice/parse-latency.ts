import { parseTime } from './parse-time.ts';
import type { LatencyRange } from './practice-target.ts';

/**
 * Reads the command line's word for how long answers take: `5ms..80ms`, `0.5s..2s`, `20ms` (always that) or `0`.
 * Throws a `TypeError` where the form is wrong and a `RangeError` where a number is, with one line that says what.
 */
export function parseLatency(text: string): LatencyRange {
  const words = text.trim().split('..');
  if (words.length > 2) throw new TypeError(`'${text}' has more than two ends: write a range as 5ms..80ms`);
  const [min, max = min] = words.map((word) => parseTime(word.trim(), text));
  if (min! > max!) throw new RangeError(`'${text}' runs backwards: the shorter time stands first`);
  return { min: min!, max: max! };
}
