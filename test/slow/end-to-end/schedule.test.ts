import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serve } from '../../end-to-end/serve.ts';
import { writeNight } from '../../end-to-end/write-night.ts';
import { runCli } from '../../helpers/run-cli.ts';

/** Runs the command of a line as cron does (crontab(5)): a percent sign has its backslash taken, and there is next to no environment. */
function asCron(line: string): Promise<{ status: number; stdout: string; stderr: string }> {
  const command = line.split(' ').slice(5).join(' ').replaceAll('\\%', '%');
  assert.doesNotMatch(line.replaceAll('\\%', ''), /%/);
  const env = { HOME: '/', LOGNAME: 'nobody', SHELL: '/bin/sh', PATH: '/usr/bin:/bin' };
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', command], { env, cwd: '/' }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

test('the line for cron runs a profile wherever it lies: silent when it passes, all that was said when it does not', async () => {
  let status = 200;
  await using server = await serve({ answer: () => ({ status }) });
  const cwd = writeNight(server.url);
  const args = ['schedule', 'nightly', '--at', '2:05', '--env-file', 'environment'];
  const printed = await runCli(args, { cwd });
  assert.equal(printed.status, 0, printed.stderr);
  assert.equal(printed.stderr, '');
  const [begin, line, end] = printed.stdout.trimEnd().split('\n');
  assert.equal(begin, `# reprise: nightly of ${join(cwd, 'reprise.yaml')}`);
  assert.equal(end, `${begin} ends`);
  assert.match(line, /^5 2 \* \* \* cd /);
  const isLog = (name: string) => /^reprise-nightly\.[1-7]\.log$/.test(name);
  assert.deepEqual(await asCron(line), { status: 0, stdout: '', stderr: '' });
  assert.equal(server.requests.length, 2);
  assert.ok(server.requests.every(({ rawHeaders }) => rawHeaders.includes('Bearer not-to-be-seen')));
  const [log] = readdirSync(cwd).filter(isLog);
  assert.match(readFileSync(join(cwd, log), 'utf8'), /planned 2 = answered 2/);

  status = 500;
  const bad = await asCron(line);
  assert.equal(bad.status, 1);
  assert.match(bad.stdout, /FAILED.*5xx<1%/);
  assert.deepEqual(readdirSync(cwd).filter(isLog), [log], 'one for each day of the week, written anew');
});
