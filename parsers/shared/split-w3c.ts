import { quotedEnd } from './split-fields.ts';

/** Cuts a W3C extended line at its tabs or, where it has none, at its spaces; quoted values lose their quotes. */
export function splitW3c(line: string): string[] {
  if (line.includes('\t')) return line.split('\t').map(unquote);
  if (!line.includes('"')) return line.split(' ').filter(isPresent);
  const values: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line.charCodeAt(at) === 0x22) {
      const end = quotedEnd(line, at + 1);
      values.push(line.slice(at + 1, end));
      at = end + 2;
      continue;
    }
    const space = line.indexOf(' ', at);
    const end = space === -1 ? line.length : space;
    if (end > at) values.push(line.slice(at, end));
    at = end + 1;
  }
  return values;
}

function isPresent(value: string): boolean {
  return value !== '';
}

function unquote(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
