/** How fast the outcomes of a big run are exported, and in how much memory, beside the shell of SQLite. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../test/helpers/find-program.ts';
import { writeBigRun } from './big-run.ts';
import { outcomes } from './effort.ts';
import { table } from './table.ts';

const ROWS = outcomes(10_000_000);
const REPRISE = fileURLToPath(new URL('references/built-reprise.js', import.meta.url));

const EXPORTS: readonly (readonly [what: string, ...args: string[]])[] = [
  ['CSV'],
  ['CSV, --where', '--where', "method = 'GET' and response_time_ms >= 0"],
  ['CSV, --spreadsheet-safe', '--spreadsheet-safe'],
  ['CSV, --gzip', '--gzip'],
  ['NDJSON', '--format', 'ndjson'],
  ['Parquet', '--format', 'parquet'],
];

export async function exporting(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-bench-'));
  try {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < ROWS * 150) throw new Error(`${folder} has no room for a run of ${ROWS} outcomes`);
    const database = join(folder, 'runs.db');
    writeBigRun(database, ROWS, { stored: true, seed: 1 });
    const rows: string[][] = [];
    for (const [what, ...args] of EXPORTS) {
      const call = [REPRISE, 'export', '--db', database, ...args];
      const tenth = await costOf(process.execPath, [...call, '--limit', String(ROWS / 10)]);
      rows.push(row(what, await costOf(process.execPath, call), tenth.peakMB));
    }
    const sqlite = findProgram('sqlite3');
    if (sqlite !== undefined) {
      const view = ['-csv', '-header', database, 'select * from outcomes where run_id = 1 order by seq'];
      rows.push(row('for comparison: sqlite3 -csv of the view, 19 columns', await costOf(sqlite, view)));
    }
    const columns = ['rows/s', 'CPU µs a row', 'peak memory, MB', 'of a tenth of the rows, MB'];
    return table([`${ROWS.toLocaleString('en')} outcomes, 22 columns, to /dev/null`, ...columns], rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Cost {
  readonly seconds: number;
  readonly cpuS: number;
  readonly peakMB: number;
}

function row(what: string, { seconds, cpuS, peakMB }: Cost, tenthMB?: number): string[] {
  const rate = Math.round(ROWS / seconds).toLocaleString('en');
  return [what, rate, ((cpuS * 1e6) / ROWS).toFixed(2), peakMB.toFixed(0), tenthMB?.toFixed(0) ?? ''];
}

/** Start and end included; CPU and memory as the system accounts for them, but for the last moment. */
async function costOf(command: string, args: readonly string[]): Promise<Cost> {
  const begin = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let cpuS = 0;
  let peakMB = 0;
  const timer = setInterval(() => {
    try {
      const [, kB] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      if (kB === undefined) return;
      peakMB = (Number(kB) * 1024) / 1e6;
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      cpuS = (Number(fields[11]) + Number(fields[12])) / TICKS;
    } catch {
      // It has ended.
    }
  }, 20);
  const [status] = await once(child, 'exit');
  clearInterval(timer);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
  return { seconds: (performance.now() - begin) / 1000, cpuS, peakMB };
}

/** A second, as Linux counts CPU time. */
const TICKS = 100;
