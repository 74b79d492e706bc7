/**
 * Ten minutes at 5,000/s against a target that stalls for 3 s every 20 s: whether the books balance, and who sees the
 * stalls. autocannon, a closed loop, stands beside it: while the target stalls, it sends nothing, and so it measures nothing. (wrk is
 * one as well, but adds what it did not send to its percentiles afterwards: `stats_correct` in its wrk.c.)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTarget } from '../test/helpers/start-target.ts';
import { seconds } from './effort.ts';
import { measureProcess } from './measure-process.ts';
import { table } from './table.ts';
import { validity } from './validity.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const RATE = 5000;
const SECONDS = seconds(600);
const CONNECTIONS = 50;
/** Six stalls are enough to see that it does not see them. */
const CLOSED_SECONDS = Math.min(SECONDS, 120);
const STALL_S = 3;
const EVERY_S = 20;

export async function soak(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-soak-'));
  try {
    const rows = [await withTarget((url) => reprise(url, join(folder, 'runs.db')))];
    rows.push(await withTarget(autocannon));
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

async function autocannon(url: string): Promise<string[]> {
  const program = createRequire(import.meta.url).resolve('autocannon');
  const flags =
    `--json --no-progress --connections ${CONNECTIONS} --duration ${CLOSED_SECONDS} --timeout 30`.split(' ');
  const { stdout } = await measureProcess(process.execPath, [program, ...flags, url]);
  const { requests, errors, latency } = JSON.parse(stdout);
  const ms = [latency.p50, latency.p99, latency.max].map((value: number) => value.toFixed(1));
  return [
    `autocannon, ${CONNECTIONS} connections, ${CLOSED_SECONDS} s`,
    count(requests.total),
    count(errors),
    '-',
    ...ms,
    '-',
  ];
}

function count(value: number): string {
  return value.toLocaleString('en');
}
