/** The object that a line is, as `parseJson` reads it; nothing where it is none. */
export function parseJsonLine(line: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(line);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

/**
 * Parses JSON; one character per byte in, one per byte out: raw bytes stay as they are, and escapes beyond ASCII become their
 * UTF-8 bytes. Nothing where it is no JSON.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.includes('\\u') ? text.replace(ESCAPE, toUtf8Bytes) : text);
  } catch {
    return undefined;
  }
}

/** Any escape, so that the `u` of `\\u00e9` is not taken for one; surrogates that belong together as one. */
const ESCAPE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|.)/gs;

function toUtf8Bytes(sequence: string): string {
  if (sequence.length < 6) return sequence;
  const units = [Number.parseInt(sequence.slice(2, 6), 16)];
  if (sequence.length > 6) units.push(Number.parseInt(sequence.slice(8), 16));
  return units[0]! < 0x80 ? sequence : Buffer.from(String.fromCharCode(...units), 'utf8').toString('latin1');
}
