import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, booksOfSummary } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { assertReceivedInOrder } from './received-in-order.ts';
import {
  keyOf,
  keyOfReceived,
  overAndOver,
  storedForm,
  storedRequests,
  storedTarget,
  urls,
} from './replayed-exactly.ts';
import { requestsOfLog } from './requests-of-log.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeNumberedLog } from './write-log.ts';

const LOG = fileURLToPath(new URL('../../fixtures/nginx/access.log', import.meta.url));
/** How far a request may have been overtaken on its way to the target: a quarter of a second of the slowest run. */
const PLACES = 50;

test('400 requests a second for 2.5 seconds are exactly 1,000, byte for byte those of the log, in its order', async () => {
  await using server = await serve();
  const expected = overAndOver(requestsOfLog(LOG), 1000);
  const replay = await runReplay([LOG, '--target', server.url, '--rate', '400', '--duration', '2500ms']);

  assertRan(replay);
  assert.deepEqual(server.malformed, []);
  assertReceivedInOrder(server.requests.map(keyOfReceived), expected.map(keyOf), 2 * PLACES);

  const books = { planned: 1000, answered: 1000, failed: 0, dropped: 0 };
  assert.deepEqual(booksOfRun(replay.database), books);
  assert.deepEqual(booksOfSummary(replay.stdout), books);
  assert.deepEqual(storedRequests(replay.database), expected.map(storedForm));
  const due = queryDatabase(replay.database, 'select seq, due_us from outcome order by seq');
  assert.deepEqual(
    due,
    expected.map((_, seq) => ({ seq, due_us: seq * 2500 })),
  );

  const { stdout: csv, status } = await runCli(['export', '--db', replay.database]);
  assert.equal(status, 0);
  assert.equal(csv.split('\r\n').length, 1002, '1,001 lines, and nothing after the last');
  const rows = parse(csv, { columns: true }) as Record<string, string>[];
  assert.deepEqual(
    rows.map(({ seq, due_s, method, target, outcome, status }) => [
      seq,
      due_s,
      method,
      target,
      outcome,
      status,
    ]),
    expected.map(({ method, url }, seq) => [
      ...[String(seq), String(seq / 400), method, storedTarget(url), 'answered', '200'],
    ]),
  );
});

test('--once ends with the log, even when the duration is longer', async () => {
  await using server = await serve();
  const replay = await runReplay([
    ...[writeNumberedLog(60), '--target', server.url, '--rate', '200', '--duration', '1h', '--once'],
  ]);
  assertRan(replay);
  assertReceivedInOrder(
    urls(server.requests),
    Array.from({ length: 60 }, (_, i) => `/${i}`),
    PLACES,
  );
  assert.equal(booksOfRun(replay.database).planned, 60);
});

test('without a duration, the log is replayed once', async () => {
  await using server = await serve();
  const replay = await runReplay([writeNumberedLog(40), '--target', server.url, '--rate', '200/s']);
  assertRan(replay);
  assert.equal(server.requests.length, 40);
});

test('what stood in the way of a line does not move the others: blank lines, CRLF, a last line without its end', async () => {
  await using server = await serve();
  const log = join(temporaryDirectory('log'), 'access.log');
  writeFileSync(log, `\n${combinedLine('/1')}\r\n\n\n${combinedLine('/2')}\r\n${combinedLine('/3')}`);
  const replay = await runReplay([log, '--target', server.url, '--rate', '100', '--once']);
  assertRan(replay);
  assertReceivedInOrder(urls(server.requests), ['/1', '/2', '/3'], 2);
});
