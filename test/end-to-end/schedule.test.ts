import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { requireProgram } from '../helpers/real-program.ts';
import { runCli } from '../helpers/run-cli.ts';
import type { CliResult } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { writeNight } from './write-night.ts';

test('days are named, and variables that nobody will have are warned of', async () => {
  const cwd = writeNight('http://127.0.0.1:9');
  const lineOf = async (...days: string[]) => {
    const env = { API_TOKEN: 'not-to-be-seen' };
    const { stdout, stderr } = await runCli(['schedule', 'nightly', '--at', '23:59', ...days], { cwd, env });
    assert.match(
      stderr,
      /^warning: reprise\.yaml reads API_TOKEN from the environment, which cron does not have\n/,
    );
    return stdout.split('\n')[1].split(' ').slice(0, 5).join(' ');
  };
  assert.equal(await lineOf(), '59 23 * * *');
  assert.equal(await lineOf('--on', 'mon..fri'), '59 23 * * 1,2,3,4,5');
  assert.equal(await lineOf('--on', 'Sun,sat,wed..thu'), '59 23 * * 3,4,6,7');
});

test('units of systemd are what systemd takes them for', async (t) => {
  const analyze = requireProgram(t, 'systemd-analyze', 'systemd');
  if (analyze === undefined) return;
  const cwd = writeNight('http://127.0.0.1:9');
  const args = ['--at', '02:30', '--on', 'mon..wed', '--systemd', '--env-file', 'environment'];
  const { stdout, status, stderr } = await runCli(['schedule', 'nightly', ...args], { cwd });
  assert.equal(status, 0, stderr);
  const folder = temporaryDirectory('units');
  const files: string[] = [];
  for (const text of stdout.split(/^# (?=reprise-)/m).filter((part) => part !== '')) {
    const [name] = text.split('\n', 1);
    const file = join(folder, name);
    writeFileSync(file, text.slice(name.length + 1));
    files.push(file);
  }
  assert.deepEqual(files, [join(folder, 'reprise-nightly.service'), join(folder, 'reprise-nightly.timer')]);
  const verify = await run(analyze, ['verify', '--man=no', ...files]);
  assert.deepEqual(verify, { status: 0, stdout: '', stderr: '' });
  const timer = readFileSync(files[1], 'utf8');
  const when = /^OnCalendar=(.*)$/m.exec(timer)![1];
  const calendar = await run(analyze, ['calendar', when]);
  assert.match(calendar.stdout, /Normalized form: Mon\.\.Wed \*-\*-\* 02:30:00/);
});

for (const [what, args, complaint] of [
  ['no time', [], /when\?/],
  ['no time of the day', ['--at', '24:00'], /--at 24:00: is no time of the day/],
  ['no day', ['--at', '1:00', '--on', 'fri..mon'], /--on fri\.\.mon: is no day of the week/],
  ['opposites', ['--at', '1:00', '--install', '--remove'], /opposites/],
] as const) {
  test(`${what} is refused`, async () => {
    const cwd = writeNight('http://127.0.0.1:9');
    refusedWith(await runCli(['schedule', 'nightly', ...args], { cwd }), complaint);
  });
}

test('a profile that is not there, or could not run, is not scheduled', async () => {
  const cwd = writeNight('http://127.0.0.1:9');
  refusedWith(
    await runCli(['schedule', 'nigthly', '--at', '1:00'], { cwd }),
    /no profile 'nigthly'/,
    /did you mean nightly\?/,
  );
  const unset = { API_TOKEN: undefined };
  refusedWith(await runCli(['schedule', 'nightly', '--at', '1:00'], { cwd, env: unset }), /API_TOKEN/);
  writeFileSync(join(cwd, 'reprise.yaml'), 'profiles:\n  nightly:\n    rate: fast\n');
  refusedWith(
    await runCli(['schedule', 'nightly', '--at', '1:00'], { cwd }),
    /reprise\.yaml:3:11: rate: 'fast' is no rate/,
  );
});

function run(
  program: string,
  args: readonly string[],
): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function refusedWith({ status, stdout, stderr }: CliResult, what: RegExp, mend = /./): void {
  const [first, second, ...rest] = stderr.split('\n');
  assert.deepEqual([status, stdout, rest], [2, '', ['']], stderr);
  assert.match(first, what);
  assert.match(second, mend);
}
