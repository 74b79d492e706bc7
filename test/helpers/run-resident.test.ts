import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { cliEnvironment } from './cli-environment.ts';
import { isAlive } from './is-alive.ts';
import { runResident } from './run-resident.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const folder = temporaryDirectory('resident');
const TELLS = write(
  'tells.mjs',
  `const { A = '', B = '', NODE_TEST_CONTEXT = '' } = process.env;
   console.log(process.pid);
   console.error([process.cwd(), process.argv.slice(2).join('|'), A, B, NODE_TEST_CONTEXT].join());
   if (process.argv[2] === 'fails') process.exitCode = 4;
   process.stdout.on('error', () => {});`,
);

test('commands share a process, and each has its own folder, arguments, environment, output and status', async () => {
  const first = await run(TELLS, { args: ['fails', 'x y'], cwd: folder, env: { A: '1' } });
  assert.deepEqual([first.status, first.signal, first.stderr], [4, null, `${folder},fails|x y,1,,\n`]);
  for (let more = 0; more < 12; more++) {
    const next = await run(TELLS, { cwd: '/', env: { B: '2' } });
    assert.deepEqual(next, { ...first, status: 0, stderr: '/,,,2,\n' });
  }
});

test('commands that last have a process each at the same time; short ones wait for one that is free', async () => {
  const lasts = write('lasts.mjs', 'console.log(process.pid); setTimeout(() => {}, 1500);');
  const processes = async (script: string) => {
    const results = await Promise.all([run(script), run(script), run(script)]);
    return new Set(results.map(({ stdout }) => stdout)).size;
  };
  assert.equal(await processes(TELLS), 1);
  assert.equal(await processes(lasts), 3);
});

test('a command is over when nothing of it is left, and nothing that it said is lost', async () => {
  const lasting = write(
    'lasting.mjs',
    `setTimeout(() => { console.log('late'); process.exitCode = 3; }, 200);
     process.stdout.write('é'.repeat(300_000));
     setTimeout(() => {}, 1e9).unref();`,
  );
  const { status, stdout } = await run(lasting);
  assert.equal(status, 3);
  assert.ok(stdout === `${'é'.repeat(300_000)}late\n`);
});

test('stdin is at its end from the start', async () => {
  const reads = write('reads.mjs', 'for await (const _ of process.stdin) process.exit(1); console.log(0);');
  assert.equal((await run(reads)).stdout, '0\n');
});

test('a command that ends its process is told as it ended, and the next one has another', async () => {
  for (const [source, expected] of [
    ["console.log('oh'); process.exit(7)", { status: 7, signal: null, stdout: 'oh\n' }],
    ["process.kill(process.pid, 'SIGTERM')", { status: null, signal: 'SIGTERM', stdout: '' }],
    ["setTimeout(() => { throw new Error('oh'); })", { status: 1, signal: null, stdout: '' }],
    ["Promise.reject(new Error('oh'))", { status: 1, signal: null, stdout: '' }],
  ] as const) {
    const { stderr, ...result } = await run(write('ends.mjs', source));
    assert.deepEqual(result, expected, source);
    assert.equal(/^Error: oh$/m.test(stderr), source.includes('Error'), stderr);
    assert.equal((await run(TELLS)).status, 0);
  }
});

test('a command that outstays its time is killed, and the error shows what it said', async () => {
  const hangs = write('hangs.mjs', 'console.log(process.pid); setInterval(() => {}, 1000);');
  const error = await run(hangs, { timeoutMs: 500 }).catch(String);
  const [, pid] = /'reprise ' was still running after 500 ms\nstdout:\n(\d+)\n/.exec(String(error))!;
  assert.equal((await run(TELLS)).status, 0);
  assert.ok(!isAlive(Number(pid)));
});

test('the process neither keeps the one that runs the commands alive, nor outlives it', async () => {
  const parent = write(
    'parent.mjs',
    `import { runResident } from ${JSON.stringify(new URL('run-resident.ts', import.meta.url).href)};
     const { stdout } = await runResident({ script: ${JSON.stringify(TELLS)}, args: [], cwd: '/', env: {} }, 20_000);
     console.log(stdout);`,
  );
  const { status, stdout } = spawnSync(process.execPath, [parent], { encoding: 'utf8', timeout: 20_000 });
  assert.equal(status, 0);
  for (let waits = 0; isAlive(Number(stdout)) && waits < 200; waits++) await sleep(10);
  assert.ok(!isAlive(Number(stdout)));
});

interface Changes {
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

function run(script: string, { args = [], cwd = folder, env, timeoutMs = 20_000 }: Changes = {}) {
  return runResident({ script, args, cwd, env: cliEnvironment(env) }, timeoutMs);
}

function write(name: string, source: string): string {
  const path = join(realpathSync(folder), name);
  writeFileSync(path, source);
  return path;
}
