import assert from 'node:assert/strict';
import { test } from 'node:test';
import { booksOfRun } from '../../end-to-end/books-of-run.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';

const LOG = writeNumberedLog(100);

test('a closed loop tells machines that no rate was asked for, and that it has no lag', async () => {
  await using server = await serve({ answer: () => ({ delayMs: 5 }) });
  const args = ['--rate', 'max', '--connections', '2', '--workers', '3', '--duration', '300ms', '--json'];
  const replay = await runReplay([LOG, '--target', server.url, ...args]);
  assert.equal(replay.status, 0, replay.stderr);
  const { run, rate_asked_per_s, rate_made_per_s, lag_ms, answered } = JSON.parse(replay.stdout);
  assert.equal(run.model, 'closed');
  assert.equal(rate_asked_per_s, null);
  assert.ok(rate_made_per_s > 0);
  assert.equal(lag_ms.max, 0);
  assert.equal(lag_ms.count, answered);
  assert.ok(new Set(server.requests.map(({ connection }) => connection)).size <= 2);
});

test('a closed loop whose target never answers ends all the same', async () => {
  await using server = await serve({ answer: () => ({ delayMs: 60_000 }) });
  const args = ['--rate', 'max', '--connections', '3', '--duration', '500ms', '--timeout', '400ms'];
  const replay = await runReplay([LOG, '--target', server.url, ...args]);
  assert.equal(replay.status, 5);
  const { planned, answered, failed } = booksOfRun(replay.database);
  assert.deepEqual({ answered, failed }, { answered: 0, failed: planned });
  assert.equal(server.requests.length, planned);
});
