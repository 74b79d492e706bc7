/**
 * Cuts a line at its spaces, but not within `"…"` (and, where asked, `[…]`), which lose their marks. A quote ends its field
 * only before a space or the end, and unless a backslash escapes it, so that quotes within a value do no harm.
 */
export function splitFields(line: string, brackets = false): string[] {
  const fields: string[] = [];
  let at = 0;
  while (at < line.length) {
    const first = line.charCodeAt(at);
    if (first === QUOTE) {
      const end = quotedEnd(line, at + 1);
      fields.push(line.slice(at + 1, end));
      at = end + 2;
    } else if (brackets && first === BRACKET) {
      const end = line.indexOf('] ', at);
      const stop = end !== -1 ? end : line.endsWith(']') ? line.length - 1 : line.length;
      fields.push(line.slice(at + 1, stop));
      at = stop + 2;
    } else {
      const space = line.indexOf(' ', at);
      const stop = space === -1 ? line.length : space;
      fields.push(line.slice(at, stop));
      at = stop + 1;
    }
  }
  return fields;
}

const [SPACE, QUOTE, BRACKET, BACKSLASH] = [0x20, 0x22, 0x5b, 0x5c];

/** The place of the quote that ends the field which began before `from`; the end of the line where there is none. */
export function quotedEnd(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at !== -1 && !(endsField(line, at + 1) && isBare(line, at, from))) at = line.indexOf('"', at + 1);
  return at === -1 ? line.length : at;
}

function endsField(line: string, at: number): boolean {
  return at === line.length || line.charCodeAt(at) === SPACE;
}

function isBare(line: string, quote: number, from: number): boolean {
  let before = quote;
  while (before > from && line.charCodeAt(before - 1) === BACKSLASH) before--;
  return (quote - before) % 2 === 0;
}
