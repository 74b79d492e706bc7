/** How many lines a second each format reads, in this thread, from memory. */
import { formats as all } from '../parsers/index.ts';
import type { LogFormat } from '../src/parse/log-format.ts';
import { linesOf, repeat } from './lines-of.ts';
import { median, table } from './table.ts';

const ROUNDS = 3;

/** Lines in memory, of each format those that its server wrote, or its samples. */
export function formats(): string {
  const rows = all.map((format) => {
    const lines = repeat(linesOf(format.name), 2000);
    const bytes = lines.reduce((sum, line) => sum + line.length, 0) / lines.length;
    const rates = Array.from({ length: ROUNDS + 1 }, () => rateOf(format, lines)).slice(1);
    return [format.name, (median(rates) / 1000).toFixed(2), bytes.toFixed(0)];
  });
  return table(['lines in memory', 'M lines/s', 'bytes a line'], rows);
}

function rateOf(format: LogFormat, lines: readonly string[]): number {
  const parse = format.open();
  const begin = performance.now();
  let count = 0;
  while (performance.now() - begin < 150) {
    for (const line of lines) parse(line);
    count += lines.length;
  }
  return count / (performance.now() - begin);
}
