/**
 * Parses a line (one character per byte) that is a JSON object; all strings in the result are one character per
 * byte as well. Absent where the line is no JSON object.
 *
 * JSON.parse on such a line leaves every raw byte as it is, valid UTF-8 or not (nginx's `escape=json` writes
 * whatever bytes the client sent). Only `\uXXXX` beyond ASCII names a character instead of bytes, so it is replaced by
 * its UTF-8 bytes first. Integers that a number would round (nanoseconds since the epoch) become bigints.
 */
export function parseJsonBytes(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!OBJECT_START.test(line)) return undefined;
  const text = line.includes('\\u') ? line.replace(ESCAPE, toUtf8Bytes) : line;
  const value =
    tryParse(text, BIG_INTEGER.test(text) ? keepBigIntegers : undefined) ??
    (line.includes('\\x') ? tryParse(text.replace(HEX_ESCAPE, toJsonEscape)) : undefined);
  return isObject(value) ? value : undefined;
}

const OBJECT_START = /^[ \t\r\n]*\{/;

/** Any escape, so that the `u` of `\\u00e9` is not taken for one; surrogates that belong together as one. */
const ESCAPE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|.)/gs;

function toUtf8Bytes(sequence: string): string {
  if (sequence.length < 6) return sequence;
  const units = [Number.parseInt(sequence.slice(2, 6), 16)];
  if (sequence.length > 6) units.push(Number.parseInt(sequence.slice(8), 16));
  return units[0]! < 0x80 ? sequence : Buffer.from(String.fromCharCode(...units), 'utf8').toString('latin1');
}

/** 2^53 begins with a 9 and has 16 digits: stamps in µs are below it. What looks alike in a string costs time and changes nothing. */
const BIG_INTEGER = /[:,[] ?-?(?:9\d{15}|\d{17})/;

function keepBigIntegers(
  _key: string,
  value: unknown,
  { source }: { readonly source?: string } = {},
): unknown {
  const rounded = typeof value === 'number' && !Number.isSafeInteger(value);
  return rounded && source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
}

/** nginx without `escape=json` writes `\xHH`, which is no JSON: a common slip in log formats, and easily mended. */
const HEX_ESCAPE = /\\x([\da-fA-F]{2})/g;

function toJsonEscape(_: string, hex: string): string {
  const code = Number.parseInt(hex, 16);
  const plain = code >= 0x20 && code !== 0x22 && code !== 0x5c;
  return plain ? String.fromCharCode(code) : `\\u00${hex}`;
}

function tryParse(text: string, revive?: typeof keepBigIntegers): unknown {
  try {
    return JSON.parse(text, revive);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
