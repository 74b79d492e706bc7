import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { startCli } from '../../helpers/start-cli.ts';

const once = (url: string) => ['--target', url, '--rate', '200', '--once'];

test('the practice target can be broken in several places, and a report names them', async () => {
  const target = startCli(['target', '--port', '0', '--break', 'GET /a/*:500', '--break', '/b:503']);
  const [url] = await target.waitForStdout(/http:\/\/127\.0\.0\.1:\d+/);
  const lines = ['/a/1', '/a/2', '/b', '/c'].map((path) => combinedLine(path));
  const run = await runReplay([writeLog(lines), ...once(url), '--json']);
  target.send('SIGINT');
  await target.finished;
  const { cells } = JSON.parse(run.stdout).drift;
  assert.deepEqual(
    cells.map(({ path, replayed, count }: Row) => `${path} ${replayed} ${count}`),
    ['/a/:id 500 2', '/b 503 1', '/c 200 1'],
  );
  const { status, stderr } = await runCli(['target', '--break', 'everything']);
  assert.equal(status, 2);
  assert.match(stderr, /--break .*everything/);
});

type Row = Readonly<Record<string, string | number | null>>;
