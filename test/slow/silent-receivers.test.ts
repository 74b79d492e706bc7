/** Receivers that take a request and never answer: how long a night waits for them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runReplay } from '../end-to-end/run-replay.ts';
import { serve } from '../end-to-end/serve.ts';
import { combinedLine, writeLog } from '../end-to-end/write-log.ts';

test('receivers that never answer keep a run from its end for half a minute, also those that are told of its start', async () => {
  await using target = await serve();
  await using silent = await serve({ answer: () => ({ delayMs: 300_000 }) });
  const beganMs = performance.now();
  const { status, stderr } = await runReplay([
    ...[writeLog([combinedLine('/a')]), '--target', target.url, '--rate', 'max', '--once', '--quiet'],
    ...['--ping', `healthchecks:${silent.url}/uuid`, '--notify', silent.url, '--notify-on', 'always'],
  ]);
  const seconds = (performance.now() - beganMs) / 1000;
  assert.equal(status, 0);
  assert.ok(seconds >= 25 && seconds < 45, `${seconds} s`);
  assert.equal(stderr.match(/was not told: it did not answer within/g)?.length, 3, stderr);
  const urls = silent.requests.map(({ url }) => url);
  assert.deepEqual(urls.slice(0, 1), ['/uuid/start']);
  assert.ok(urls.lastIndexOf('/uuid/start') < urls.indexOf('/uuid'), 'the beginning before the end');
});
