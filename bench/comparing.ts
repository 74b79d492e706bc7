/**
 * Real runs against the practice target: how often `compare` tells runs of one build apart, by how much such runs differ, and how
 * often it finds a target that became slower. The simulated machine of `test/slow/comparing.test.ts` knows the truth; this knows reality.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compare } from '../src/compare.ts';
import type { RunComparison } from '../src/model.ts';
import { table } from './table.ts';

const REPRISE = fileURLToPath(new URL('references/built-reprise.js', import.meta.url));
const LOG = fileURLToPath(new URL('../fixtures/nginx/access.log', import.meta.url));
const RUNS = Number(process.env.COMPARING_RUNS ?? 40);
const SECONDS = Number(process.env.COMPARING_SECONDS ?? 5);
const RATE = Number(process.env.COMPARING_RATE ?? 1000);
/** A pair is two runs of one build with at most so many others of it between. */
const APART = 5;
const SLOWER = [1.05, 1.1, 1.2];
const SHORTEST_MS = 20;
const LONGEST_MS = 80;

export async function comparing(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-comparing-'));
  const targets = [];
  try {
    const database = join(folder, 'runs.db');
    const same = await startTarget(1);
    targets.push(same);
    const slower = [];
    for (const factor of SLOWER) {
      const target = await startTarget(factor);
      targets.push(target);
      slower.push({ factor, target, ids: [] as number[] });
    }
    const ids: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      ids.push(await replay(same.url, database));
      // In turn, so that all see the same machine.
      if (run % 4 < slower.length) {
        const one = slower[run % 4];
        one.ids.push(await replay(one.target.url, database));
      }
    }
    return [
      await falseAlarms(database, ids),
      await differences(database, ids),
      await power(database, ids, slower),
    ].join('\n\n');
  } finally {
    for (const { end } of targets) await end();
    rmSync(folder, { recursive: true });
  }
}

async function startTarget(factor: number): Promise<{ url: string; end: () => Promise<void> }> {
  const latency = `${SHORTEST_MS * factor}ms..${LONGEST_MS * factor}ms`;
  const flags = ['--port', '0', '--latency', latency, '--status', '200:995,500:5'];
  const child = spawn(process.execPath, [REPRISE, 'target', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return {
    url: /http:\/\/\S+/.exec(line)![0],
    end: async () => {
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}

/** Runs once; gives the number of the run. One that is not valid is a run all the same. */
async function replay(target: string, database: string): Promise<number> {
  const flags = `--rate ${RATE} --duration ${SECONDS}s --quiet --json`.split(' ');
  const args = [REPRISE, 'run', LOG, '--target', target, '--db', database, ...flags];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e9 }).catch((error) => {
    if (error.code !== 5) throw error;
    return error as { stdout: string };
  });
  return JSON.parse(stdout).run.id;
}

async function falseAlarms(database: string, ids: readonly number[]): Promise<string> {
  const pairs = ids.flatMap((a, i) => ids.slice(i + 1, i + 1 + APART).map((b) => [a, b]));
  const found = await compareAll(database, pairs);
  const verdicts = (wanted: string) => found.filter(({ verdict }) => verdict === wanted).length;
  const figures = found
    .flatMap(figuresOf)
    .filter(({ verdict }) => verdict === 'worse' || verdict === 'better');
  const names = [...new Set(figures.map(({ name }) => name))];
  const rows = ['worse', 'better', 'same', 'too little data'].map((verdict) => [
    verdict,
    String(verdicts(verdict)),
    percent(verdicts(verdict) / found.length),
  ]);
  const alarms = verdicts('worse') + verdicts('better');
  return [
    `${ids.length} runs of one build, ${RATE * SECONDS} requests each: ${found.length} pairs, false alarms ${percent(alarms / found.length)}${names.length > 0 ? ` (${names.join(', ')})` : ''}`,
    table(['verdict', 'pairs', 'share'], rows),
  ].join('\n\n');
}

/** What lies between runs beyond the noise within them: what `ASSUMED_RUN_TO_RUN` is to be. */
async function differences(database: string, ids: readonly number[]): Promise<string> {
  const half = ids.length >> 1;
  const { method } = await compare(database, ids.slice(0, half).join(), ids.slice(half).join());
  const rows = Object.entries(method.runToRun).map(([statistic, sd]) => [statistic, percent(sd)]);
  return table(['runs of one build differ by (standard deviation; at least what is assumed)', ''], rows);
}

async function compareAll(database: string, pairs: readonly (readonly number[])[]): Promise<RunComparison[]> {
  const found = [];
  for (const [a, b] of pairs) found.push(await compare(database, String(a), String(b)));
  return found;
}

async function power(
  database: string,
  ids: readonly number[],
  slower: readonly { factor: number; ids: readonly number[] }[],
): Promise<string> {
  const rows = [];
  for (const { factor, ids: slow } of slower) {
    // Against the runs before it, as one would.
    const before = (b: number) => ids.filter((a) => a < b).slice(-3);
    const found = await compareAll(
      database,
      slow.flatMap((b) => before(b).map((a) => [a, b])),
    );
    const share = (holds: (comparison: RunComparison) => boolean) =>
      percent(found.filter(holds).length / found.length);
    const isWorse = (name: string) => (comparison: RunComparison) =>
      comparison.overall.figures.some((figure) => figure.name === name && figure.verdict === 'worse');
    rows.push([
      `${percent(factor - 1)} slower`,
      String(found.length),
      share(isWorse('response.p95')),
      share(isWorse('response.p50')),
      share(({ verdict }) => verdict === 'worse'),
    ]);
  }
  return table(['a target that is', 'pairs', 'p95 worse', 'p50 worse', 'anything worse'], rows);
}

function figuresOf({ overall, endpoints }: RunComparison) {
  return [overall, ...endpoints].flatMap((scope) =>
    scope.figures.map((figure) => ({
      ...figure,
      name: `${scope.endpoint?.path ?? ''} ${figure.name}`.trim(),
    })),
  );
}

function percent(part: number): string {
  return `${Number((part * 100).toFixed(1))}%`;
}
