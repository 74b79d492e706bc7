import { writeFileSync } from 'node:fs';
import { linesOf } from './lines-of.ts';

/**
 * Writes a log of so many GETs, each with a target of its own, as every tool can send them: autocannon cannot read the
 * answer to a HEAD.
 */
export function writeDistinctLog(path: string, lines: number): void {
  const gets = linesOf('nginx', 'access.log').filter(isPlainGet);
  const distinct = Array.from({ length: lines }, (_, i) => withNumber(gets[i % gets.length], i));
  writeFileSync(path, `${distinct.join('\n')}\n`, 'latin1');
}

function isPlainGet(line: string): boolean {
  return /"GET \/[^ ]* HTTP\/1\.1" \d+ \d+ "[^"]*" "[^"]*"$/.test(line) && !line.includes('\\x');
}

function withNumber(line: string, i: number): string {
  return line.replace(/"GET ([^ ]*)/, (_, path) => `"GET ${path}${path.includes('?') ? '&' : '?'}n=${i}`);
}
