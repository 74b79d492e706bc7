import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { ReceivedRequest } from '../helpers/counting-server.ts';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, booksOfSummary } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { assertReceivedInOrder } from './received-in-order.ts';
import { type ExpectedRequest, requestsOfLog } from './requests-of-log.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog, writeNumberedLog } from './write-log.ts';

const LOG = fileURLToPath(new URL('../../fixtures/nginx/access.log', import.meta.url));
/** How far a request may have been overtaken on its way to the target: a quarter of a second of the slowest run. */
const PLACES = 50;

test('200 requests a second for 5 seconds are exactly 1,000, byte for byte those of the log, in its order', async () => {
  await using server = await serve();
  const expected = overAndOver(requestsOfLog(LOG), 1000);
  const replay = await runReplay([LOG, '--target', server.url, '--rate', '200', '--duration', '5s']);

  assertRan(replay);
  assert.deepEqual(server.malformed, []);
  assertReceivedInOrder(server.requests.map(keyOfReceived), expected.map(keyOf), PLACES);

  const books = { planned: 1000, answered: 1000, failed: 0, dropped: 0 };
  assert.deepEqual(booksOfRun(replay.database), books);
  assert.deepEqual(booksOfSummary(replay.stdout), books);
  assert.deepEqual(storedRequests(replay.database), expected.map(storedForm));
  const due = queryDatabase(replay.database, 'select seq, due_us from outcome order by seq');
  assert.deepEqual(
    due,
    expected.map((_, seq) => ({ seq, due_us: seq * 5000 })),
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
      ...[String(seq), String(seq / 200), method, storedTarget(url), 'answered', '200'],
    ]),
  );
});

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

test('what stood in the way of a line does not move the others: blank lines, CRLF, a last line without its end', async () => {
  await using server = await serve();
  const log = join(temporaryDirectory('log'), 'access.log');
  writeFileSync(log, `\n${combinedLine('/1')}\r\n\n\n${combinedLine('/2')}\r\n${combinedLine('/3')}`);
  const replay = await runReplay([log, '--target', server.url, '--rate', '100', '--once']);
  assertRan(replay);
  assertReceivedInOrder(urls(server.requests), ['/1', '/2', '/3'], 2);
});

function overAndOver<T>(pass: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => pass[i % pass.length]);
}

function urls(requests: readonly ReceivedRequest[]): string[] {
  return requests.map(({ url }) => url);
}

function keyOf({ method, url, referer, userAgent }: ExpectedRequest): string {
  return JSON.stringify([method, url, referer ?? null, userAgent ?? null]);
}

function keyOfReceived({ method, url, rawHeaders }: ReceivedRequest): string {
  const headers = new Map<string, string>();
  for (let i = 0; i < rawHeaders.length; i += 2) headers.set(rawHeaders[i].toLowerCase(), rawHeaders[i + 1]);
  return keyOf({ method, url, referer: headers.get('referer'), userAgent: headers.get('user-agent') });
}

function storedRequests(database: string): { method: string; target: string }[] {
  return queryDatabase(
    database,
    `select e.method, q.target from outcome o
     join request q on q.run_id = o.run_id and q.id = o.request_id
     join endpoint e on e.run_id = q.run_id and e.id = q.endpoint_id order by o.seq`,
  );
}

function storedForm({ method, url }: ExpectedRequest): { method: string; target: string } {
  return { method, target: storedTarget(url) };
}

/** For people: UTF-8 where it is that. (No query of the log holds a secret.) */
function storedTarget(url: string): string {
  const bytes = Buffer.from(url, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : url;
}
