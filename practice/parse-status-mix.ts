import type { WeightedStatus } from './practice-target.ts';

/**
 * Reads the command line's word for a mix of statuses: `200:90,404:6,500:4`, or a lone `200`, which weighs 1. Throws
 * a `TypeError` where the form is wrong and a `RangeError` where a number is, with one line that says what.
 */
export function parseStatusMix(text: string): WeightedStatus[] {
  const seen = new Set<number>();
  return text.split(',').map((part) => {
    const parsed = parsePart(part.trim(), text);
    if (seen.has(parsed.status)) throw new TypeError(`status ${parsed.status} stands twice in '${text}'`);
    seen.add(parsed.status);
    return parsed;
  });
}

function parsePart(part: string, text: string): WeightedStatus {
  if (part === '') throw new TypeError(`a status is missing in '${text}': write 200:90,404:6,500:4`);
  const words = /^([^:]*)(?::([^:]*))?$/.exec(part);
  if (words === null) throw new TypeError(`'${part}' has too many colons: write STATUS:WEIGHT, as in 200:90`);
  return { status: parseStatus(words[1]!.trim()), weight: parseWeight(words[2]?.trim(), part) };
}

function parseStatus(word: string): number {
  if (!/^\d+$/.test(word)) throw new TypeError(`'${word}' is no status: write a number from 200 to 599`);
  const status = Number(word);
  if (status < 200 || status > 599)
    throw new RangeError(`status ${word} is out of range: 200 to 599 can be answered`);
  return status;
}

function parseWeight(word: string | undefined, part: string): number {
  if (word === undefined) return 1;
  if (!/^(\d+(\.\d*)?|\.\d+)$/.test(word)) {
    throw new TypeError(`the weight in '${part}' is no positive number: write STATUS:WEIGHT, as in 200:90`);
  }
  const weight = Number(word);
  if (!(weight > 0 && weight < Infinity))
    throw new RangeError(`the weight in '${part}' must be above 0, and finite`);
  return weight;
}
