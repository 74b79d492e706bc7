import assert from 'node:assert/strict';
import { test } from 'node:test';
import { booksOfRun } from '../../end-to-end/books-of-run.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';

const LOG = writeNumberedLog(100);

test('a target that falls silent stops the run as well, whatever the condition', async () => {
  let received = 0;
  await using server = await serve({ answer: () => ({ delayMs: received++ < 60 ? 0 : 60_000 }) });
  const pace = ['--rate', '60', '--duration', '60s', '--timeout', '2s', '--stop-when', '5xx>50% for 2s'];
  const replay = await runReplay([LOG, '--target', server.url, ...pace]);
  assert.equal(replay.status, 4, replay.stderr);
  assert.match(
    replay.stdout.replaceAll(/\s+/g, ' '),
    /STOPPED by 5xx>50% for 2s: .* from second [12] of the run on/,
  );
  const { planned, answered, failed } = booksOfRun(replay.database);
  assert.equal(planned, answered + failed);
});
