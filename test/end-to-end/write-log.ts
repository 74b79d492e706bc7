import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

/** Writes a file with these lines, one character per byte; gives its path. */
export function writeLog(lines: readonly string[], name = 'access.log'): string {
  const path = join(temporaryDirectory('log'), name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''), 'latin1');
  return path;
}

/** A line as nginx writes it, for a request line such as `GET /a HTTP/1.1` or `/a`, which is a GET. */
export function combinedLine(request: string, status = 200): string {
  const requestLine = /^[A-Z]+ /.test(request) ? request : `GET ${request} HTTP/1.1`;
  return `192.0.2.1 - - [15/Sep/2026:10:00:00 +0000] "${requestLine}" ${status} 5 "-" "test"`;
}

/** Writes a log of so many GET requests: `/0`, `/1`, … */
export function writeNumberedLog(count: number): string {
  return writeLog(Array.from({ length: count }, (_, i) => combinedLine(`/${i}`)));
}
