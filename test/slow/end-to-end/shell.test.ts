import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { booksOfRun } from '../../end-to-end/books-of-run.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog, writeNumberedLog } from '../../end-to-end/write-log.ts';
import { closedPort } from '../../helpers/closed-port.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const REPOSITORY = new URL('../../../', import.meta.url);
const DOOR = fileURLToPath(new URL('bin/reprise.js', REPOSITORY));
const JSON_LOG = fileURLToPath(new URL('fixtures/nginx/access.json.log', REPOSITORY));

test('a reader that has had enough, as in `| head -1`, ends a command quietly', async () => {
  await using server = await serve();
  const run = await runReplay([
    ...[writeNumberedLog(2000), '--target', server.url, '--rate', 'max', '--once'],
  ]);
  assert.equal(booksOfRun(run.database).planned, 2000, 'more than a pipe holds');
  for (const args of [
    ['export', '--db', run.database],
    ['inspect', JSON_LOG, '--records'],
  ]) {
    const shell = 'set -o pipefail; "$0" "$@" | head -1';
    const result = spawnSync('bash', ['-c', shell, process.execPath, DOOR, ...args], { encoding: 'utf8' });
    assert.deepEqual({ status: result.status, stderr: result.stderr }, { status: 0, stderr: '' });
    assert.equal(result.stdout.trimEnd().split('\n').length, 1);
  }
});

test('a reader that is gone does not make a failure a success', async () => {
  const folder = temporaryDirectory('unread');
  writeFileSync(
    join(folder, 'bad.ts'),
    "export default { name: 'bad', title: 'bad', samples: [], open: () => () => 7 };",
  );
  const run = [writeNumberedLog(20), '--target', `http://127.0.0.1:${await closedPort()}`, '--no-preflight'];
  for (const [status, args] of [
    [5, ['run', ...run, '--rate', '100', '--once', '--db', join(folder, 'runs.db')]],
    [1, ['inspect', '--check-parser', join(folder, 'bad.ts')]],
  ] as const) {
    const shell = 'set -o pipefail; "$0" "$@" | true';
    const result = spawnSync('bash', ['-c', shell, process.execPath, DOOR, ...args], { encoding: 'utf8' });
    assert.equal(result.status, status, result.stderr);
  }
});

test('--quiet says nothing on stderr, and without a terminal there are no control sequences anywhere', async () => {
  await using server = await serve({ answer: () => ({ status: 500 }) });
  const log = writeLog([combinedLine('/a\\x1B[31mb'), combinedLine('POST /x\\x1B[31m HTTP/1.1')]);
  const args = [log, '--target', server.url, '--rate', '100', '--duration', '1s'];
  const quiet = await runReplay([...args, '--quiet']);
  assert.equal(quiet.stderr, '');
  const said = [quiet, await runReplay(args)];
  for (const more of [['report'], ['history'], ['export', '--table', 'endpoints'], ['report', '--json']]) {
    said.push({ ...quiet, ...(await runCli([...more, '--db', quiet.database])) });
  }
  said.push({ ...quiet, ...(await runCli(['inspect', log])) });
  for (const { stdout, stderr } of said)
    assert.doesNotMatch(stdout + stderr, /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]/);
});
