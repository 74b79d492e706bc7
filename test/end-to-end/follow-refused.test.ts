import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertComplaint } from './complaint.ts';
import { runReplay } from './run-replay.ts';
import { combinedLine, writeLog } from './write-log.ts';

const TARGET = ['--target', 'http://127.0.0.1:9'];
const LOG = writeLog([combinedLine('/old')]);

for (const [flags, what, mend] of [
  [['--rate', '5'], /--rate says nothing with --follow/, /when its line is written/],
  [['--load', 'const(5,1s)'], /--load says nothing with --follow/, /when its line is written/],
  [['--users', '5'], /--users says nothing with --follow/, /when its line is written/],
  [['--as-logged'], /--as-logged says nothing with --follow/, /when its line is written/],
  [['--speed', '2'], /--speed says nothing with --follow/, /cannot be sent sooner/],
  [['--once'], /--once says nothing with --follow/, /--duration 10m, or Ctrl-C/],
  [['--merge'], /--merge says nothing with --follow/, /as their lines come/],
  [['--arrivals', 'poisson'], /--arrivals says nothing with --follow/, /as they are written/],
  [['--body-missing', 'error'], /--body-missing error reads the whole log/, /--body-missing skip/],
] as const) {
  test(`--follow with ${flags[0]} is refused, with what to do`, async () => {
    const result = await runReplay([LOG, '--follow', ...flags, ...TARGET]);
    assertComplaint(result, { status: 2, what, mend });
    assert.ok(!existsSync(result.database));
  });
}

test('what nobody writes lines into cannot be followed', async () => {
  const packed = join(temporaryDirectory('follow'), 'access.log.gz');
  writeFileSync(packed, gzipSync(`${combinedLine('/old')}\n`));
  for (const [log, what, mend] of [
    [packed, /is packed \(gzip\)/, /that is being written/],
    [dirname(packed), /is a folder/, /name the logs in it/],
    ['/no/such/folder/access.log', /no such file/, /check the path/],
    [writeLog(['no request at all', 'nor this']), /no line of it is a request/, /./],
  ] as const) {
    assertComplaint(await runReplay([log, '--follow', ...TARGET]), { status: 3, what, mend });
  }
});

test('Ctrl-C ends the wait for the first lines, and nothing is stored', async () => {
  const folder = temporaryDirectory('follow');
  const database = join(folder, 'runs.db');
  await using cli = startCli(['run', join(folder, 'a.log'), '--follow', ...TARGET, '--db', database]);
  await cli.waitForStderr(/waiting for the first lines/);
  cli.send('SIGINT');
  const { status, stderr } = await cli.finished;
  assert.equal(status, 130);
  assert.match(stderr, /nothing was sent, nothing is stored/);
  assert.ok(!existsSync(database));
});
