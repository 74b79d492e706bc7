import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const report = async (db: string, ...args: string[]) =>
  JSON.parse((await runCli(['report', '--json', '--db', db, ...args])).stdout).drift;

test('a change of which the other run tells nothing stays, and is said to', async () => {
  await using server = await serve({ answer: () => ({ status: 500 }) });
  const log = writeLog([combinedLine('/a')]);
  const db = join(temporaryDirectory('noise'), 'runs.db');
  for (const duration of ['300ms', '100ms']) {
    const args = [log, '--target', server.url, '--rate', '100', '--duration', duration];
    await runCli(['run', ...args, '--db', db]);
  }
  const drift = await report(db, '1', '--noise', 'last');
  assert.deepEqual([drift.unexplained, drift.noise, drift.noise_floor.not_answered], [30, 0, 20]);
});

test('a run of another log is no noise floor, nor is the run itself, nor one of standard input', async () => {
  await using server = await serve();
  const first = await runReplay([writeLog([combinedLine('/a')]), '--target', server.url, '--rate', '100']);
  const into = ['--target', server.url, '--rate', '100', '--db', first.database];
  await runCli(['run', writeLog([combinedLine('/b')]), ...into]);
  await runCli(['run', '-', ...into], { input: `${combinedLine('/a')}\n` });
  for (const [noise, message] of [
    ['2', 'runs 1 and 2 replayed different logs'],
    ['1', 'run 1 cannot be its own noise floor'],
    [
      '3',
      'nobody can tell whether runs 1 and 3 replayed the same log: it came from standard input or a pipe',
    ],
    ['7', `no run 7 in ${first.database} (it holds 3)`],
  ]) {
    const { status, stderr, stdout } = await runCli([
      'report',
      '1',
      '--noise',
      noise,
      '--db',
      first.database,
    ]);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
    assert.equal(stderr.split('\n')[0], `error: ${message}`);
  }
});
