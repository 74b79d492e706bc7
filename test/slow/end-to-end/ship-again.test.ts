import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { places } from '../../end-to-end/places.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { startCli } from '../../helpers/start-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

test('lines of a run that is killed while they are sent come again after the next, in their place', {
  timeout: 60_000,
}, async () => {
  await using target = await serve({ answer: () => ({ status: 500 }) });
  let delayMs = 60_000;
  await using loki = await serve({ answer: () => ({ status: 204, body: '', delayMs }) });
  const args = [
    ...['run', writeNumberedLog(2), '--target', target.url, '--rate', 'max', '--once', '--quiet'],
    ...['--connections', '1', '--ship', `loki:${loki.url}`],
    ...['--db', join(temporaryDirectory('ship'), 'runs.db')],
  ];
  const first = startCli(args);
  await loki.received(1);
  first.send('SIGKILL');
  await first.finished;
  delayMs = 0;
  const { status, stderr } = await runCli(args);
  assert.deepEqual([status, stderr], [0, '']);
  assert.deepEqual(loki.requests.map(places), [
    ['1/0', '1/1'],
    ['1/0', '1/1'],
    ['2/0', '2/1'],
  ]);
});
