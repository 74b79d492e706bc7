import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertComplaint } from './complaint.ts';
import { runReplay } from './run-replay.ts';
import { combinedLine, writeLog } from './write-log.ts';

const LOG = writeLog([combinedLine('/a')]);
/** Nobody is contacted: what is wrong is noticed before. */
const NOWHERE = ['--target', 'http://127.0.0.1:9', '--rate', '100', '--duration', '1s'];
const HOSTILE_BYTES = '\x1b]0;owned\x07\x1b[31m\x9b2J\x7f';

test('bytes of a log that act on a terminal are made harmless in what is said of it', async () => {
  const result = await runReplay([writeLog([`hello ${HOSTILE_BYTES}`]), ...NOWHERE]);
  assertComplaint(result, { status: 3, what: /hello \\x1b\]0;owned\\x07\\x1b\[31m/, mend: /--format/ });
});

test('bytes of an argument that act on a terminal are made harmless too', async () => {
  for (const args of [
    ['run', LOG, '--rate', HOSTILE_BYTES],
    ['run', LOG, `--${HOSTILE_BYTES}`],
    ['export', HOSTILE_BYTES, '--db', HOSTILE_BYTES],
  ]) {
    const result = await runCli(args, { cwd: temporaryDirectory('bad') });
    assertComplaint(result, { status: result.status!, what: /\\x1b\]0;owned/, mend: /./ });
    assert.ok(result.status === 2 || result.status === 3);
  }
});

test('characters of an argument that are not seen are shown', async () => {
  const result = await runCli(['inspect', 'access\u200b.log'], { cwd: temporaryDirectory('bad') });
  assertComplaint(result, { status: 3, what: /access\\u\{200b\}\.log/, mend: /./ });
});

test('--verbose tells all there is, down to the cause, and that is made harmless too', async () => {
  const folder = temporaryDirectory('bad');
  writeFileSync(join(folder, 'mine.ts'), `throw new TypeError('oh\\x1b[31m');`);
  const args = ['inspect', LOG, '--parser', 'mine.ts', '--verbose'];
  const { status, stderr } = await runCli(args, { cwd: folder });
  assert.equal(status, 2);
  assert.match(
    stderr,
    /^error: --parser mine\.ts: cannot be loaded: oh.*\n {2}.*\n(?:.*\n)+.*cause.*TypeError: oh\\x1b/,
  );
});
