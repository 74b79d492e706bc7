import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { endWithTest } from '../../helpers/end-with-test.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const DOOR = fileURLToPath(new URL('../../../bin/reprise.js', import.meta.url));
/** Takes nothing: every write fails as on a full disk. */
const FULL = '/dev/full';
const skip = existsSync(FULL) ? false : `there is no ${FULL}`;
const LOG = writeNumberedLog(20);

test('output that a full disk does not take is an error in two lines', { skip }, async () => {
  await using server = await serve();
  const { database } = await runReplay([LOG, '--target', server.url, '--rate', '100', '--once']);
  for (const args of [
    ['report', '--db', database],
    ['export', '--db', database],
    ['inspect', LOG],
    ['inspect', LOG, '--records'],
  ]) {
    const { status, said } = await runInto('stdout', args);
    assert.match(said, /^error: the output cannot be written: no space left on device\n {2}make room .*\n$/);
    assert.equal(status, 3);
  }
});

test('a run whose report a full disk does not take is stored, its files are written and who is to hear of it is told; its exit status is 3', {
  skip,
}, async () => {
  await using server = await serve();
  await using hook = await serve();
  const folder = temporaryDirectory('full');
  const [page, database] = [join(folder, 'page.html'), join(folder, 'runs.db')];
  const run = ['run', LOG, '--target', server.url, '--rate', 'max', '--once', '--db', database];
  const told = ['--html', page, '--notify', hook.url, '--notify-on', 'always'];
  for (const more of [told, []]) {
    const { status, said } = await runInto('stdout', [...run, ...more]);
    assert.match(said, /^error: the output cannot be written: no space left on device\n {2}make room /m);
    assert.equal(status, 3);
  }
  assert.match(readFileSync(page, 'utf8'), /<\/html>\n$/);
  assert.deepEqual(
    hook.requests.map(({ body }) => JSON.parse(body.toString()).run.id),
    [1],
  );
});

test('what cannot be said for lack of room on the disk does not end a run', { skip }, async () => {
  await using server = await serve();
  const { database } = await runReplay([LOG, '--target', server.url, '--rate', '100', '--once']);
  const run = [
    'run',
    LOG,
    '--target',
    server.url,
    '--rate',
    '20',
    '--once',
    '--max-overdue',
    '1m',
    '--db',
    database,
  ];
  const { status, said } = await runInto('stderr', run);
  // 5: a busy machine may miss the rate.
  assert.ok(status === 0 || status === 5, `${status}`);
  assert.match(said, /planned 20 = answered 20 /);
});

async function runInto(full: 'stdout' | 'stderr', args: readonly string[]) {
  const fd = openSync(FULL, 'w');
  const child = spawn(process.execPath, [DOOR, ...args], {
    stdio: full === 'stdout' ? ['ignore', fd, 'pipe'] : ['ignore', 'pipe', fd],
  });
  closeSync(fd);
  endWithTest(child);
  const other = full === 'stdout' ? child.stderr! : child.stdout!;
  const [said, [status]] = await Promise.all([text(other), once(child, 'exit')]);
  return { said, status };
}
