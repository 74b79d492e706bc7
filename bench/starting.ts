/** What a command costs before it does anything: as published, from the sources, and beside an empty program of Node. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPracticeTarget } from '../practice/start-practice-target.ts';
import { writeDistinctLog } from './distinct-log.ts';
import { rounds } from './effort.ts';
import { inTurn } from './in-turn.ts';
import { measureProcess } from './measure-process.ts';
import { median, table } from './table.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const BUILT = here('references/built-reprise.js');
const SOURCES = here('../bin/reprise.js');

export async function starting(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-bench-'));
  const target = await startPracticeTarget({
    statuses: [{ status: 200, weight: 1 }],
    latencyMs: { min: 0, max: 0 },
    seed: 1,
  });
  try {
    const log = join(folder, 'access.log');
    writeDistinctLog(log, 1);
    const run = ['run', log, '--target', target.url, '--rate', 'max', '--once', '--quiet'];
    const programs: Record<string, readonly string[]> = {
      'an empty program': ['-e', '0'],
      '`--version`': [BUILT, '--version'],
      '`--version`, from the sources': [SOURCES, '--version'],
      '`run` of one request': [BUILT, ...run, '--db', join(folder, 'runs.db')],
      '`run` of one request, from the sources': [SOURCES, ...run, '--db', join(folder, 'runs.db')],
    };
    const measures = Object.entries(programs).map(([name, args]) => [name, () => measure(args)] as const);
    const measured = await inTurn(Object.fromEntries(measures), rounds(15));
    return table(
      ['', 'CPU ms', 'ms'],
      [...measured].map(([name, of]) => [
        name,
        median(of.map(({ cpuMs }) => cpuMs)).toFixed(0),
        median(of.map(({ tookMs }) => tookMs)).toFixed(0),
      ]),
    );
  } finally {
    await target.close();
    rmSync(folder, { recursive: true });
  }
}

async function measure(args: readonly string[]): Promise<{ cpuMs: number; tookMs: number }> {
  const beganMs = performance.now();
  const { userS, systemS } = await measureProcess(process.execPath, args, [0, 5]);
  return { cpuMs: (userS + systemS) * 1000, tookMs: performance.now() - beganMs };
}
