import type { Break } from './practice-target.ts';

/**
 * Reads the command line's word for what is broken: `GET /api/*:500`, where `*` stands for anything, or `/api/*:500`
 * for every method. Throws a `TypeError` or a `RangeError` with one line that says what is wrong.
 */
export function parseBreak(text: string): Break {
  const words = /^(?:([A-Za-z-]+|\*)\s+)?(\/\S*):(\d+)$/.exec(text.trim());
  if (words === null) throw new TypeError(`'${text}' breaks nothing: write 'GET /api/*:500'`);
  const [, method = '*', path, digits] = words;
  const status = Number(digits);
  if (status < 200 || status > 599) {
    throw new RangeError(`status ${digits} is out of range: 200 to 599 can be answered`);
  }
  return { method: method.toUpperCase(), path: path!, status };
}
