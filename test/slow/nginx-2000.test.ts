import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { booksOfRun } from '../end-to-end/books-of-run.ts';
import { assertReceivedInOrder } from '../end-to-end/received-in-order.ts';
import { type ExpectedRequest, requestOfLine, requestsOfLog } from '../end-to-end/requests-of-log.ts';
import { runReplay } from '../end-to-end/run-replay.ts';
import { startNginx } from '../helpers/nginx.ts';
import { requireProgram } from '../helpers/real-program.ts';

const LOG = fileURLToPath(new URL('../../fixtures/nginx/access.log', import.meta.url));

test('2,000 requests a second for 10 seconds at nginx: nothing dropped, nothing failed, and nginx logs all 20,000', async (t) => {
  if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
  const nginx = await startNginx();
  const replay = await runReplay([LOG, '--target', nginx.url, '--rate', '2000', '--duration', '10s']);
  await nginx.close();

  assert.equal(replay.status, 0, replay.stderr + replay.stdout);
  assert.deepEqual(booksOfRun(replay.database), { planned: 20_000, answered: 20_000, failed: 0, dropped: 0 });
  // The preflight opens a connection and sends nothing: it leaves no line.
  const logged = readFileSync(nginx.accessLog, 'latin1').split('\n').flatMap(requestOfLine);
  const once = requestsOfLog(LOG);
  const expected = Array.from({ length: 20_000 }, (_, i) => keyOf(once[i % once.length]));
  assertReceivedInOrder(logged.map(keyOf), expected, 1000);
});

/** nginx logs a header that is empty like one that was not sent. */
function keyOf({ method, url, referer, userAgent }: ExpectedRequest): string {
  return JSON.stringify([method, url, referer || null, userAgent || null]);
}
