/** Five minutes at 20,000/s with a million distinct targets: whether memory stays where it was. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { seconds } from './effort.ts';
import { startPatientNginx } from './patient-nginx.ts';
import { table } from './table.ts';
import { validity } from './validity.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const RATE = 20_000;
const SECONDS = seconds(300);
const TARGETS = 1_000_000;

export async function steady(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-steady-'));
  const nginx = await startPatientNginx();
  try {
    const log = join(folder, 'access.log');
    writeLog(log);
    const flags = `--rate ${RATE} --duration ${SECONDS}s --quiet --json`.split(' ');
    const where = ['--target', nginx.url, '--db', join(folder, 'runs.db')];
    const args = [here('references/built-reprise.js'), 'run', log, ...where, ...flags];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const readings: number[] = [];
    const timer = setInterval(() => readings.push(residentMB(child.pid!)), 1000);
    const [stdout] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    clearInterval(timer);
    const { planned, answered, dropped, run } = JSON.parse(stdout);
    const quarter = Math.floor(readings.length / 4);
    const quarters = [1, 2, 3, 4].map((i) => mean(readings.slice((i - 1) * quarter, i * quarter)));
    const change = quarters[3] / quarters[1] - 1;
    return table(
      ['', 'planned', 'answered', 'dropped', 'memory by quarter, MB', 'last against second', 'valid'],
      [
        [
          `${SECONDS} s at ${RATE.toLocaleString('en')}/s`,
          ...[planned, answered, dropped].map((value: number) => value.toLocaleString('en')),
          quarters.map((value) => value.toFixed(0)).join(' '),
          `${(change * 100).toFixed(1)}%`,
          validity(run),
        ],
      ],
    );
  } finally {
    await nginx.close();
    rmSync(folder, { recursive: true });
  }
}

function writeLog(path: string): void {
  const file = openSync(path, 'w');
  for (let i = 0; i < TARGETS; i += 1000) {
    const lines = Array.from({ length: 1000 }, (_, j) => line(i + j));
    writeSync(file, lines.join(''));
  }
  closeSync(file);
}

function line(i: number): string {
  return `192.0.2.${i % 250} - - [20/Nov/2026:10:00:00 +0000] "GET /shop/${i}?page=${i % 7} HTTP/1.1" 200 612 "-" "curl/8.5.0"\n`;
}

function residentMB(pid: number): number {
  try {
    const [, kB] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
    return (Number(kB) * 1024) / 1e6;
  } catch {
    return Number.NaN;
  }
}

function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
