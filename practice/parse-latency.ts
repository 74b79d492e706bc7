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

function parseTime(word: string, text: string): number {
  if (word === '') throw new TypeError(`a time is missing in '${text}': write 20ms, or a range as 5ms..80ms`);
  const parts = /^(\d+(?:\.\d*)?|\.\d+)\s*([a-z]*)$/i.exec(word);
  if (parts === null) throw new TypeError(`'${word}' is no time: write 20ms, 0.5s or 0`);
  const [, digits, unit] = parts;
  const factor = UNITS_MS.get(unit!) ?? (unit === '' && Number(digits) === 0 ? 0 : undefined);
  if (factor === undefined) throw new TypeError(unitProblem(digits!, unit!));
  const timeMs = Number((Number(digits) * factor).toFixed(6));
  if (timeMs > MAX_MS) throw new RangeError(`'${word}' is too long: an hour is the most`);
  return timeMs;
}

function unitProblem(digits: string, unit: string): string {
  if (unit === '') return `'${digits}' has no unit: write ${digits}ms or ${digits}s`;
  return `'${unit}' is no unit of time: write ${digits}ms, ${digits}s or ${digits}m`;
}

const UNITS_MS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

const MAX_MS = 3_600_000;
