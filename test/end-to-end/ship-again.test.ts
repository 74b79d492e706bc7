import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { places } from './places.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

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
