/** What it takes to look at runs of ten million outcomes: reports, a comparison, what a file holds, and pruning. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeBigRun } from './big-run.ts';
import { outcomes } from './effort.ts';
import { measureProcess } from './measure-process.ts';
import { table } from './table.ts';

const REPRISE = fileURLToPath(new URL('references/built-reprise.js', import.meta.url));
const OUTCOMES = outcomes(10_000_000);

export async function reading(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-reading-'));
  try {
    const database = join(folder, 'runs.db');
    writeBigRun(database, OUTCOMES, { stored: true, seed: 1 });
    const bytes = statSync(database).size / OUTCOMES;
    writeBigRun(database, OUTCOMES, { stored: true, seed: 2 });
    writeBigRun(database, OUTCOMES, { stored: false, seed: 3 });
    const rows = [];
    for (const [what, ...args] of [
      ['report', 'report', '1'],
      ['report, with a check of endpoints', 'report', '1', '--check', 'p97(GET /e*)<10m'],
      ['history', 'history'],
      ['compare', 'compare', '1', '2'],
      ['report of one that was cut off', 'report', '3'],
      ['prune one', 'prune', '--run', '2'],
    ]) {
      const begin = performance.now();
      const { userS, systemS } = await measureProcess(process.execPath, [REPRISE, ...args, '--db', database]);
      rows.push([what, ((performance.now() - begin) / 1000).toFixed(2), (userS + systemS).toFixed(2)]);
    }
    const count = OUTCOMES.toLocaleString('en');
    const size = `${bytes.toFixed(1)} bytes an outcome in the file`;
    return `${table([`runs of ${count} outcomes`, 'seconds', 'CPU s'], rows)}\n\n${size}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
