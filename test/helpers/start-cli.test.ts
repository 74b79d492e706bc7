import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';
import { runCli } from './run-cli.ts';
import { startCli } from './start-cli.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const folder = temporaryDirectory('cli');
const HANGS = script('hangs.mjs', "process.stderr.write('here\\n'); setInterval(() => {}, 1000);");

test('a command tells its status and all it said, and is given its arguments and its input', async () => {
  const echo = script(
    'echo.mjs',
    `process.stdout.write(process.argv.slice(2).join('|') + '\\n');
     for await (const chunk of process.stdin) process.stdout.write(chunk);
     process.stderr.write('caf\\u00e9');
     process.exitCode = 7;`,
  );
  const input = 'x'.repeat(1_000_000);
  const result = await runCli(['a b', '--c'], { script: echo, input });
  assert.deepEqual(result, { status: 7, signal: null, stdout: `a b|--c\n${input}`, stderr: 'café' });
});

test('stdin is at its end from the start when no input is given', async () => {
  const reads = script('reads.mjs', 'for await (const _ of process.stdin) process.exit(1);');
  assert.equal((await runCli([], { script: reads })).status, 0);
});

test('input that nobody reads does no harm', async () => {
  const deaf = script('deaf.mjs', 'process.exit(0);');
  assert.equal((await runCli([], { script: deaf, input: 'x'.repeat(10_000_000) })).status, 0);
});

test('the environment and the folder are what the test says, without the traces of the test runner', async () => {
  const tells = script(
    'tells.mjs',
    "const { A, B, NODE_TEST_CONTEXT = '' } = process.env; process.stdout.write([process.cwd(), A, B, NODE_TEST_CONTEXT].join());",
  );
  process.env.B = 'leaks';
  const { stdout } = await runCli([], { script: tells, cwd: folder, env: { A: '1', B: undefined } });
  delete process.env.B;
  assert.equal(stdout, `${folder},1,,`);
});

test('a signal after a time ends a command, and says so', async () => {
  const result = await runCli([], { script: HANGS, signalAfterMs: 300, signal: 'SIGTERM' });
  assert.deepEqual(result.signal, 'SIGTERM');
  assert.equal(result.status, null);
});

test('what a command says on stderr can be acted upon', async () => {
  const result = await runCli([], {
    script: HANGS,
    onStderr: (stderr, cli) => {
      if (stderr.includes('here')) cli.send('SIGINT');
    },
  });
  assert.equal(result.signal, 'SIGINT');
});

test('waiting for words on stderr resolves with the match, or rejects when the command ends without', async () => {
  await using cli = startCli([], { script: HANGS });
  assert.equal((await cli.waitForStderr(/h(er)e/))[1], 'er');
  const never = assert.rejects(
    cli.waitForStderr(/elsewhere/),
    /ended before \/elsewhere\/ was seen\n.*here/s,
  );
  cli.send('SIGKILL');
  await never;
});

test('a command that outstays its time is killed, and the error shows what it said', async () => {
  const cli = startCli(['run'], { script: HANGS, timeoutMs: 500 });
  await assert.rejects(cli.finished, /^Error: 'reprise run' was still running after 500 ms\n.*here/s);
  await once(cli.child, 'close');
  assert.equal(cli.child.signalCode, 'SIGKILL');
});

let left: number | undefined;

test('a command may be left running by its test …', async () => {
  const cli = startCli([], { script: HANGS });
  await cli.waitForStderr(/here/);
  left = cli.child.pid!;
  assert.ok(isAlive(left));
});

test('… and is gone when the next test begins', () => {
  assert.ok(!isAlive(left!));
});

for (const [how, end] of [
  ['exits', 'process.exit(3)'],
  ['throws', "throw new Error('oh')"],
  ['is sent SIGTERM', "process.kill(process.pid, 'SIGTERM')"],
] as const) {
  test(`no command survives the process of its test when that ${how}`, async () => {
    const helper = new URL('start-cli.ts', import.meta.url).href;
    const parent = script(
      'parent.mjs',
      `import { startCli } from ${JSON.stringify(helper)};
       const cli = startCli([], { script: ${JSON.stringify(HANGS)} });
       await cli.waitForStderr(/here/);
       console.log(cli.child.pid);
       setTimeout(() => { ${end} }, 50);`,
    );
    const child = spawn(process.execPath, [parent], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [pid] = await once(child.stdout, 'data');
    await once(child, 'close');
    for (let waits = 0; isAlive(Number(pid)) && waits < 200; waits++) await sleep(10);
    assert.ok(!isAlive(Number(pid)));
  });
}

function script(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}
