import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { assertReceivedInOrder } from '../../end-to-end/received-in-order.ts';
import {
  keyOf,
  keyOfReceived,
  overAndOver,
  storedForm,
  storedRequests,
  urls,
} from '../../end-to-end/replayed-exactly.ts';
import { requestsOfLog } from '../../end-to-end/requests-of-log.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog, writeNumberedLog } from '../../end-to-end/write-log.ts';

const LOG = fileURLToPath(new URL('../../../fixtures/nginx/access.log', import.meta.url));
/** How far a request may have been overtaken on its way to the target: a quarter of a second of the slowest run. */
const PLACES = 50;

test('the log is started over as often as it takes', async () => {
  await using server = await serve();
  const log = writeNumberedLog(7);
  const replay = await runReplay([log, '--target', server.url, '--rate', '300', '--duration', '1s']);
  assertRan(replay);
  const expected = overAndOver(['/0', '/1', '/2', '/3', '/4', '/5', '/6'], 300);
  assertReceivedInOrder(urls(server.requests), expected, PLACES);
  assert.deepEqual(
    storedRequests(replay.database).map(({ target }) => target),
    expected,
  );
});

test('several workers send the same requests, each its own share of the plan', async () => {
  await using server = await serve();
  const replay = await runReplay([
    ...[LOG, '--target', server.url, '--rate', '500', '--duration', '2s', '--workers', '2'],
  ]);
  assertRan(replay);
  const expected = overAndOver(requestsOfLog(LOG), 1000);
  assertReceivedInOrder(server.requests.map(keyOfReceived), expected.map(keyOf), 150);
  assert.deepEqual(storedRequests(replay.database), expected.map(storedForm));
  assert.deepEqual(
    queryDatabase(replay.database, 'select distinct worker, seq % 2 as remainder from outcome order by 1'),
    [0, 1].map((worker) => ({ worker, remainder: worker })),
  );
});

test('standard input is replayed like a file, and started over from memory', async () => {
  await using server = await serve();
  const input = readFileSync(writeNumberedLog(5), 'latin1');
  const args = ['-', '--target', server.url, '--rate', '6000/m', '--duration', '500ms'];
  const replay = await runReplay(args, { input });
  assertRan(replay);
  assertReceivedInOrder(urls(server.requests), overAndOver(['/0', '/1', '/2', '/3', '/4'], 50), PLACES);
});

test('several logs are replayed one after the other, and then from the first again', async () => {
  await using server = await serve();
  const first = writeLog(['/a1', '/a2'].map((path) => combinedLine(path)));
  const second = writeLog(['/b1', '/b2', '/b3'].map((path) => combinedLine(path)));
  const replay = await runReplay([
    ...[first, second, '--target', server.url, '--rate', '100', '--duration', '120ms'],
  ]);
  assertRan(replay);
  const expected = overAndOver(['/a1', '/a2', '/b1', '/b2', '/b3'], 12);
  assertReceivedInOrder(urls(server.requests), expected, 5);
  assert.deepEqual(
    storedRequests(replay.database).map(({ target }) => target),
    expected,
  );
});
