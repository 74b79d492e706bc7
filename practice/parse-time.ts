/** Reads one time of a text, `20ms` or `0`, as milliseconds. Throws as `parseLatency` does. */
export function parseTime(word: string, text: string): number {
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
