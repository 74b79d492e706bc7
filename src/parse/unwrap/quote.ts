import { parseJson } from './parse-json-line.ts';
import type { Layer } from './wrapper.ts';

/**
 * Quotes around a whole line, as exports from spreadsheets and log tools have them: with the quotes within doubled (CSV),
 * escaped (a JSON string), or left as they are.
 */
export const quote: Layer = { name: 'quotes', open: () => ({ unwrap: unquote }) };

function unquote(line: string): string | undefined {
  if (line.length < 2 || !line.startsWith('"') || !line.endsWith('"')) return undefined;
  const inner = line.slice(1, -1);
  const second = inner.indexOf('"');
  if (second === -1) return inner;
  const before = inner.charAt(second - 1);
  if (before === '\\') {
    const text = parseJson(line);
    return typeof text === 'string' ? text : inner.replaceAll('\\"', '"');
  }
  if (inner.charAt(second + 1) === '"') return inner.replaceAll('""', '"');
  // A quote that follows a space, or what opens a value, begins a field: the one before it was not closed.
  return second > 0 && OPENS.test(before) ? inner : undefined;
}

const OPENS = /^[ \t=:[{(,]$/;
