/**
 * How late requests arrive, measured by the target, and what the precision costs. The target is `arrivals`, a small
 * server in C that stamps every request (its source lies beside the repository, in ../shared/tools); hey stands beside it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { closedPort } from '../test/helpers/closed-port.ts';
import { findProgram } from '../test/helpers/find-program.ts';
import { measureProcess } from './measure-process.ts';
import { median, table } from './table.ts';

const SOURCE = fileURLToPath(new URL('../../shared/tools/arrivals.c', import.meta.url));
const REPRISE = fileURLToPath(new URL('references/built-reprise.js', import.meta.url));
const LOG = fileURLToPath(new URL('../fixtures/nginx/access.log', import.meta.url));
const RATES = [100, 1000, 5000, 20_000];
const ROUNDS = 3;
const SECONDS = 10;
const HEY_WORKERS = 50;

interface Round {
  readonly p50: number;
  readonly p99: number;
  readonly arrived: number;
  readonly cores: number;
}

export async function lag(): Promise<string> {
  if (!existsSync(SOURCE)) return `skipped: ${SOURCE} is not there`;
  const folder = mkdtempSync(join(tmpdir(), 'reprise-lag-'));
  try {
    const program = join(folder, 'arrivals');
    execFileSync('gcc', ['-O2', '-w', '-o', program, SOURCE]);
    const contenders: Record<string, (url: string, rate: number) => readonly [string, string[]]> = {
      reprise: (url, rate) => [process.execPath, repriseArgs(url, rate, join(folder, 'runs.db'))],
    };
    if (findProgram('hey'))
      contenders[`hey, ${HEY_WORKERS} workers`] = (url, rate) => ['hey', heyArgs(url, rate)];
    const rows: string[][] = [];
    for (const rate of RATES) {
      const rounds = new Map(Object.keys(contenders).map((name) => [name, [] as Round[]]));
      for (let i = 0; i < ROUNDS; i++) {
        for (const [name, command] of Object.entries(contenders)) {
          rounds.get(name)!.push(await measure(program, rate, (url) => command(url, rate)));
        }
      }
      for (const [name, of] of rounds) {
        rows.push([
          `${rate.toLocaleString('en')}/s, ${name}`,
          ...(['p50', 'p99'] as const).map((key) => median(of.map((round) => round[key])).toFixed(0)),
          Math.round(median(of.map(({ arrived }) => arrived))).toLocaleString('en'),
          `${(median(of.map(({ cores }) => cores)) * 100).toFixed(0)} %`,
        ]);
      }
    }
    return table(['rate', 'lag p50 µs', 'lag p99 µs', 'arrived', 'CPU of one core'], rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  program: string,
  rate: number,
  command: (url: string) => readonly [string, string[]],
): Promise<Round> {
  const port = await closedPort();
  const target = spawn(program, [String(port), String(rate)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = text(target.stdout);
  await sleep(200);
  // A run that did not make its rate ends with 5: its lag tells so.
  const { userS, systemS } = await measureProcess(...command(`http://127.0.0.1:${port}`), [0, 5]);
  target.kill('SIGINT');
  const [output] = await Promise.all([said, once(target, 'exit')]);
  const [, arrived] = /requests (\d+)/.exec(output)!;
  const [, p50, p99] = /p50 (\d+) .*p99 (\d+) /.exec(output)!;
  return {
    p50: Number(p50),
    p99: Number(p99),
    arrived: Number(arrived),
    cores: (userS + systemS) / SECONDS,
  };
}

function repriseArgs(url: string, rate: number, database: string): string[] {
  const flags = `--rate ${rate} --duration ${SECONDS}s --quiet --json`.split(' ');
  return [REPRISE, 'run', LOG, '--target', url, '--db', database, ...flags];
}

/** hey's rate is that of a worker. */
function heyArgs(url: string, rate: number): string[] {
  const flags = `-z ${SECONDS}s -c ${HEY_WORKERS} -q ${rate / HEY_WORKERS}`.split(' ');
  return [...flags, `${url}/`];
}
