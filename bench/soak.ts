/**
 * Ten minutes at 5,000/s against a target that stalls for 3 s every 20 s: whether the books balance, and who sees the
 * stalls. wrk, a closed loop, stands beside it: while the target stalls, it sends nothing, and so it measures nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../test/helpers/find-program.ts';
import { startTarget } from '../test/helpers/start-target.ts';
import { seconds } from './effort.ts';
import { measureProcess } from './measure-process.ts';
import { table } from './table.ts';
import { validity } from './validity.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const RATE = 5000;
const SECONDS = seconds(600);
const STALL_S = 3;
const EVERY_S = 20;

export async function soak(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-soak-'));
  try {
    const rows = [await withTarget((url) => reprise(url, join(folder, 'runs.db')))];
    if (findProgram('wrk')) rows.push(await withTarget(wrk));
    const head = `${SECONDS} s, a stall of ${STALL_S} s every ${EVERY_S} s`;
    return table([head, 'requests', 'failed', 'dropped', 'p50 ms', 'p99 ms', 'max ms', 'valid'], rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function withTarget(measure: (url: string) => Promise<string[]>): Promise<string[]> {
  await using target = await startTarget('stalling-target.ts', STALL_S, EVERY_S);
  return await measure(target.url);
}

async function reprise(url: string, database: string): Promise<string[]> {
  const log = here('../fixtures/nginx/access.log');
  const flags = `--rate ${RATE} --duration ${SECONDS}s --max-in-flight 18000 --quiet --json`.split(' ');
  const args = [here('references/built-reprise.js'), 'run', log, '--target', url, '--db', database, ...flags];
  // 5: its own report says that the figures are not to be trusted, and why.
  const { stdout } = await measureProcess(process.execPath, args, [0, 5]);
  const { planned, answered, failed, dropped, response_time_ms: time, run } = JSON.parse(stdout);
  if (planned !== RATE * SECONDS || planned !== answered + failed + dropped) {
    throw new Error(`the books do not balance: ${stdout}`);
  }
  const ms = [time.p50, time.p99, time.max].map((value: number) => value.toFixed(1));
  return [
    `reprise, ${RATE.toLocaleString('en')}/s`,
    ...[planned, failed, dropped].map(count),
    ...ms,
    validity(run),
  ];
}

async function wrk(url: string): Promise<string[]> {
  const { stdout } = await measureProcess('wrk', [
    ...`-t 1 -c 50 -d ${SECONDS}s --timeout 30s --latency`.split(' '),
    url,
  ]);
  const [, requests] = /(\d+) requests in/.exec(stdout)!;
  const percentile = (p: string) => inMs(new RegExp(`^\\s+${p}%\\s+(\\S+)`, 'm').exec(stdout)![1]);
  const max = inMs(/Latency\s+\S+\s+\S+\s+(\S+)/.exec(stdout)![1]);
  return [
    'wrk, 50 connections',
    count(Number(requests)),
    '0',
    '-',
    percentile('50'),
    percentile('99'),
    max,
    '-',
  ];
}

/** `1.23us`, `4.5ms`, `2.99s` */
function inMs(text: string): string {
  const [, value, unit] = /^([\d.]+)(us|ms|s|m)$/.exec(text)!;
  return (Number(value) * { us: 0.001, ms: 1, s: 1000, m: 60_000 }[unit]!).toFixed(1);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
