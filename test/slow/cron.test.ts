/** The real cron daemon, and the real crontab of whoever runs this, which is as it was when the test is over. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../end-to-end/serve.ts';
import { combinedLine } from '../end-to-end/write-log.ts';
import { endWithTest } from '../helpers/end-with-test.ts';
import { requireProgram } from '../helpers/real-program.ts';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const OTHERS = '# somebody else’s\n0 5 * * 1 echo 100\\%\n';
/** Cron wakes once a minute; a busy machine may need some time besides. */
const PATIENCE_MS = 120_000;

test('what reprise schedule installs is run by cron at its time, and taken out again nothing of it is left', async (t) => {
  const [cron, crontab] = ['cron', 'crontab'].map((name) => requireProgram(t, name, 'cron'));
  if (cron === undefined || crontab === undefined) return;
  if (process.getuid?.() !== 0) return t.skip('needs root: cron runs commands as other users');
  const before = readCrontab(crontab);
  t.after(() => writeCrontab(crontab, before));
  writeCrontab(crontab, OTHERS);

  await using server = await serve();
  const cwd = temporaryDirectory('cron');
  writeFileSync(join(cwd, 'access.log'), `${combinedLine('/a')}\n${combinedLine('/b')}\n`);
  writeFileSync(
    join(cwd, 'reprise.yaml'),
    `profiles:\n  nightly: { log: access.log, target: '${server.url}', rate: max, once: true }\n`,
  );
  const at = new Date(Date.now() + 65_000);
  const time = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  for (const again of ['03:33', time]) {
    const done = await runCli(['schedule', 'nightly', '--at', again, '--install'], { cwd });
    assert.equal(done.status, 0, done.stderr);
  }
  const installed = readCrontab(crontab);
  assert.ok(installed.startsWith(OTHERS), installed);
  assert.equal(installed.match(/^# reprise: /gm)?.length, 2, 'the second has taken the place of the first');

  // Where one runs already, this one ends at once, and the other does it.
  endWithTest(spawn(cron, ['-f'], { stdio: 'ignore' }));
  const database = join(cwd, 'reprise.db');
  const until = Date.now() + PATIENCE_MS;
  while (server.requests.length < 2 && Date.now() < until) await sleep(500);
  assert.equal(server.requests.length, 2, 'cron has run it');
  while (/^$/.test(outputOf(cwd)) && Date.now() < until) await sleep(200);
  assert.match(outputOf(cwd), /planned 2 = answered 2/);
  assert.ok(existsSync(database));

  const removed = await runCli(['schedule', 'nightly', '--remove'], { cwd });
  assert.equal(removed.status, 0, removed.stderr);
  assert.equal(readCrontab(crontab), OTHERS);
  assert.match((await runCli(['schedule', 'nightly', '--remove'], { cwd })).stdout, /did not have it/);
});

function outputOf(folder: string): string {
  const log = readdirSync(folder).find((name) => /^reprise-nightly\.[1-7]\.log$/.test(name));
  return log === undefined ? '' : readFileSync(join(folder, log), 'utf8');
}

/** Empty where there is none. */
function readCrontab(crontab: string): string {
  try {
    return execFileSync(crontab, ['-l'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

function writeCrontab(crontab: string, text: string): void {
  execFileSync(crontab, text === '' ? ['-r'] : ['-'], { input: text });
}
