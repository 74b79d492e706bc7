/** How much memory `reprise inspect` takes at its peak for a log of 10 million lines, all of it read. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { linesOf } from './lines-of.ts';
import { table } from './table.ts';

/** What grows with the distinct requests of a log is to show. */
const LOGS: readonly (readonly [what: string, lines: number, isDistinct: boolean])[] = [
  ['a day over and over', 100_000, false],
  ['a day over and over', 10_000_000, false],
  ['every target another', 10_000_000, true],
];
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export async function memory(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-bench-'));
  try {
    const rows: string[][] = [];
    for (const [what, lines, isDistinct] of LOGS) {
      const log = join(folder, 'access.log');
      const bytes = writeLog(log, lines, isDistinct);
      const begin = performance.now();
      const peakKiB = await peakOf([here('references/built-reprise.js'), 'inspect', log]);
      const seconds = (performance.now() - begin) / 1000;
      rows.push([
        `${lines.toLocaleString('en')} lines, ${what}`,
        (bytes / 1e6).toFixed(0),
        ((peakKiB * 1024) / 1e6).toFixed(0),
        seconds.toFixed(1),
      ]);
    }
    return table(['inspect', 'log, MB', 'peak memory, MB', 'seconds'], rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A day of nginx, over and over. */
function writeLog(path: string, lines: number, isDistinct: boolean): number {
  const day = linesOf('nginx', 'access.log');
  const { bavail, bsize } = statfsSync(tmpdir());
  if (bavail * bsize < lines * 400) throw new Error(`${tmpdir()} has no room for a log of ${lines} lines`);
  const file = openSync(path, 'w');
  let bytes = 0;
  for (let written = 0; written < lines; ) {
    let chunk = '';
    for (const line of day) {
      if (written++ === lines) break;
      chunk += `${isDistinct ? line.replace(' HTTP/1.1"', `&n=${written} HTTP/1.1"`) : line}\n`;
    }
    bytes += writeSync(file, chunk, null, 'latin1');
  }
  closeSync(file);
  return bytes;
}

async function peakOf(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', here('references/peak-memory.js'), ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const [said, [status]] = await Promise.all([
    text(child.stdio[3] as NodeJS.ReadableStream),
    once(child, 'close'),
  ]);
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return Number(said);
}
