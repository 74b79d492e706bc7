/**
 * How late requests arrive, measured by the target, and what the precision costs. The target is `arrivals`, a small
 * server in C that stamps every request (its source lies beside the repository, in ../shared/tools). autocannon and hey stand
 * beside reprise; wrk cannot hold a rate. What the machine itself is late by, a small sender in C tells that stores nothing.
 *
 * `arrivals` judges a whole run. What everyone sends in the first seconds, while machine code is still being made of it, is
 * counted there, and left out in the columns "once warm": for all alike.
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
import { arrivalLag, readArrivals } from './arrival-lag.ts';
import { writeDistinctLog } from './distinct-log.ts';
import { rounds, seconds } from './effort.ts';
import { inTurn } from './in-turn.ts';
import { measureProcess } from './measure-process.ts';
import { median, table } from './table.ts';

const EVEN_SENDER = here('references/even-sender.c');
const SOURCE = here('../../shared/tools/arrivals.c');
const RATES = [100, 1000, 5000, 20_000];
const WARMUP_S = 2;
const SENDING_S = WARMUP_S + seconds(10);
const CONNECTIONS = 50;
/** autocannon prepares each of them for each connection, which is CPU before the first is sent. */
const DISTINCT = 100;

interface Round {
  /** As `arrivals` says. */
  readonly p50: number;
  readonly p99: number;
  readonly warmP50: number;
  readonly warmP99: number;
  readonly arrived: number;
  readonly cores: number;
}

/** The command that sends so many requests a second. */
type Command = (url: string, rate: number) => readonly [program: string, args: readonly string[]];

export async function lag(): Promise<string> {
  if (!existsSync(SOURCE)) return `skipped: ${SOURCE} is not there`;
  const folder = mkdtempSync(join(tmpdir(), 'reprise-lag-'));
  try {
    const program = join(folder, 'arrivals');
    compile(SOURCE, program);
    compile(EVEN_SENDER, join(folder, 'even-sender'));
    writeDistinctLog(join(folder, 'access.log'), DISTINCT);
    const rows: string[][] = [];
    for (const rate of RATES) {
      const measures = Object.entries(contenders(folder)).map(
        ([name, command]) => [name, () => measure(program, folder, rate, command)] as const,
      );
      for (const [name, of] of await inTurn(Object.fromEntries(measures), rounds(3))) {
        const middle = (key: keyof Round) => median(of.map((round) => round[key]));
        rows.push([
          `${rate.toLocaleString('en')}/s, ${name}`,
          ...(['p50', 'p99', 'warmP50', 'warmP99'] as const).map((key) => middle(key).toFixed(0)),
          Math.round(middle('arrived')).toLocaleString('en'),
          `${(middle('cores') * 100).toFixed(0)}%`,
        ]);
      }
    }
    const lags = ['lag p50 µs', 'p99 µs', 'once warm: p50 µs', 'p99 µs'];
    return table(['rate', ...lags, 'arrived', 'CPU of one core'], rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compile(source: string, program: string): void {
  execFileSync('gcc', ['-O2', '-w', '-o', program, source]);
}

function contenders(folder: string): Record<string, Command> {
  const log = join(folder, 'access.log');
  const all: Record<string, Command> = {
    'a sender in C, nothing stored': (url, rate) => [
      join(folder, 'even-sender'),
      [new URL(url).port, rate, SENDING_S].map(String),
    ],
    reprise: (url, rate) => [process.execPath, repriseArgs(url, log, rate, join(folder, 'runs.db'))],
    [`autocannon, ${CONNECTIONS} connections`]: (url, rate) => [
      process.execPath,
      autocannonArgs(url, log, rate),
    ],
  };
  if (findProgram('hey')) all[`hey, ${CONNECTIONS} workers`] = (url, rate) => ['hey', heyArgs(url, rate)];
  return all;
}

async function measure(program: string, folder: string, rate: number, command: Command): Promise<Round> {
  const port = await closedPort();
  const dump = join(folder, 'dump');
  const target = spawn(program, [String(port), String(rate), dump], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = text(target.stdout);
  await sleep(200);
  // A run that did not make its rate ends with 5: its lag tells so.
  const { userS, systemS } = await measureProcess(...command(`http://127.0.0.1:${port}`, rate), [0, 5]);
  target.kill('SIGINT');
  const [output] = await Promise.all([said, once(target, 'exit')]);
  const [, arrived] = /requests (\d+)/.exec(output)!;
  const [, p50, p99] = /p50 (\d+) .*p99 (\d+) /.exec(output)!;
  const warm = arrivalLag(readArrivals(dump), rate, WARMUP_S * 1e6);
  return {
    p50: Number(p50),
    p99: Number(p99),
    warmP50: warm.p50,
    warmP99: warm.p99,
    arrived: Number(arrived),
    cores: (userS + systemS) / SENDING_S,
  };
}

function repriseArgs(url: string, log: string, rate: number, database: string): string[] {
  const flags =
    `--rate ${rate} --warmup ${WARMUP_S}s --duration ${SENDING_S - WARMUP_S}s --quiet --json`.split(' ');
  return [here('references/built-reprise.js'), 'run', log, '--target', url, '--db', database, ...flags];
}

function autocannonArgs(url: string, log: string, rate: number): string[] {
  return [here('references/autocannon.js'), url, log, CONNECTIONS, 1, SENDING_S, rate].map(String);
}

/** hey's rate is that of a worker. */
function heyArgs(url: string, rate: number): string[] {
  const flags = `-z ${SENDING_S}s -c ${CONNECTIONS} -q ${rate / CONNECTIONS}`.split(' ');
  return [...flags, `${url}/`];
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
