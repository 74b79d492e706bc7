import { readdirSync, readFileSync } from 'node:fs';
import { formats } from '../parsers/index.ts';

const FIXTURES = new URL('../fixtures/', import.meta.url);

/** The lines that a format's server wrote, or else its samples. */
export function linesOf(name: string, wanted?: string): string[] {
  const format = formats.find((one) => one.name === name)!;
  const folder = new URL(`${name}/`, FIXTURES);
  const file = wanted ?? logIn(folder);
  if (file === undefined) return format.samples.map(({ line }) => line);
  return readFileSync(new URL(file, folder), 'latin1').trimEnd().split('\n');
}

function logIn(folder: URL): string | undefined {
  try {
    const logs = readdirSync(folder).filter((file) => file.endsWith('.log'));
    return logs.includes('access.log') ? 'access.log' : logs[0];
  } catch {
    return undefined;
  }
}

export function repeat(lines: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => lines[i % lines.length]!);
}
