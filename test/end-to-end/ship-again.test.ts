import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ReceivedRequest } from '../helpers/counting-server.ts';
import { runCli } from '../helpers/run-cli.ts';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

/** Of each line that was sent in a request, the run and its place there. */
function places({ body }: ReceivedRequest): string[] {
  const { streams } = JSON.parse(body.toString());
  return streams[0].values.map(([, text]: [string, string]) => {
    const { run_id, seq } = JSON.parse(text);
    return `${run_id}/${seq}`;
  });
}

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

test('many lines go out 500 at a time, each once and in order', async () => {
  await using target = await serve({ answer: () => ({ status: 500 }) });
  await using loki = await serve({ answer: () => ({ status: 204, body: '' }) });
  const { status, stderr } = await runCli([
    ...['run', writeNumberedLog(1201), '--target', target.url, '--rate', 'max', '--once', '--quiet'],
    ...['--ship', `loki:${loki.url}`, '--db', join(temporaryDirectory('ship'), 'runs.db')],
  ]);
  assert.deepEqual([status, stderr], [0, '']);
  assert.deepEqual(
    loki.requests.map((request) => places(request).length),
    [500, 500, 201],
  );
  assert.deepEqual(
    loki.requests.flatMap(places),
    Array.from({ length: 1201 }, (_, seq) => `1/${seq}`),
  );
});
