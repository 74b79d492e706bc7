/** CPU per request and top rate: reprise, everything stored, against a bare undici `Pool` loop in the same minutes. */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNginx } from '../test/helpers/nginx.ts';
import { measureProcess } from './measure-process.ts';
import { median, table } from './table.ts';

const ROUNDS = 5;
const SECONDS = 10;
const CONNECTIONS = 50;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const log = here('../fixtures/nginx/access.log');
const database = join(tmpdir(), `reprise-bench-${process.pid}.db`);

interface Round {
  readonly cpuUs: number;
  readonly rate: number;
}

export async function cpuPerRequest(): Promise<string> {
  const nginx = await startNginx({ locations: 'access_log off; location / { return 200 "ok\\n"; }' });
  const contenders: Record<string, () => Promise<Round>> = {
    'bare undici Pool loop, nothing stored': () => pool(nginx.url),
    'reprise, 1 sender, everything stored': () => reprise(nginx.url, 1),
    'reprise, 2 senders, everything stored': () => reprise(nginx.url, 2),
  };
  const rounds = new Map(Object.keys(contenders).map((name) => [name, [] as Round[]]));
  try {
    // In turn, so that what else the machine does falls on all alike.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, measure] of Object.entries(contenders)) rounds.get(name)!.push(await measure());
    }
  } finally {
    await nginx.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
  }
  const [reference] = [...rounds.values()];
  return table(
    ['', 'CPU µs per request', 'ratio', 'requests/s'],
    [...rounds].map(([name, of]) => [
      name,
      median(of.map(({ cpuUs }) => cpuUs)).toFixed(1),
      median(of.map(({ cpuUs }, i) => cpuUs / reference[i].cpuUs)).toFixed(2),
      Math.round(median(of.map(({ rate }) => rate))).toLocaleString('en'),
    ]),
  );
}

async function pool(url: string): Promise<Round> {
  const args = [here('references/undici-pool.ts'), url, log, String(CONNECTIONS), String(SECONDS)];
  const { userS, systemS, stdout } = await measureProcess(process.execPath, args);
  return round(userS + systemS, Number(stdout));
}

async function reprise(url: string, workers: number): Promise<Round> {
  const flags = `--rate max --duration ${SECONDS}s --connections ${CONNECTIONS} --workers ${workers} --quiet --json`;
  const args = [
    here('references/built-reprise.js'),
    'run',
    log,
    '--target',
    url,
    '--db',
    database,
    ...flags.split(' '),
  ];
  const { userS, systemS, stdout } = await measureProcess(process.execPath, args);
  return round(userS + systemS, JSON.parse(stdout).answered);
}

function round(cpuS: number, requests: number): Round {
  return { cpuUs: (cpuS * 1e6) / requests, rate: requests / SECONDS };
}
