import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, reasonsOfRun } from './books-of-run.ts';
import { sessionLine, strictSessions, writeSessionsLog } from './client-sessions.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeLog } from './write-log.ts';

const PACE = ['--rate', '400', '--once', '--workers', '2', '--max-overdue', '60s'];
const [CLIENTS, EACH] = [8, 10];

describe('sessions', { concurrency: 2 }, () => {
  test('a target that wants its cookies back, one request after the other, rejects nothing with --sessions', async () => {
    const { answer, rejected } = strictSessions(30);
    await using server = await serve({ answer });
    const log = writeSessionsLog(CLIENTS, EACH);
    const result = await runReplay([log, '--target', server.url, ...PACE, '--sessions', '--json']);
    assertRan(result);
    assert.deepEqual(rejected, []);
    const all = CLIENTS * EACH;
    assert.deepEqual(booksOfRun(result.database), { planned: all, answered: all, failed: 0, dropped: 0 });
    // What came of a client came from one worker, and both had some.
    const workers = queryDatabase<{ n: number; worker: number }>(
      result.database,
      `select count(distinct worker) as n, min(worker) as worker from outcomes group by substr(target, 1, 3)`,
    );
    assert.deepEqual(new Set(workers.map(({ n }) => n)), new Set([1]));
    assert.deepEqual(new Set(workers.map(({ worker }) => worker)), new Set([0, 1]));
    // The wait is a time of its own: a part of response time, none of lag.
    const [times] = queryDatabase(
      result.database,
      `select sum(session_wait_ms is not null) as waited,
         sum(abs(response_time_ms - (coalesce(session_wait_ms, 0) + lag_ms + service_time_ms)) > 0.01) as wrong,
         sum(session_wait_ms) > sum(lag_ms) as own
       from outcomes`,
    );
    const report = JSON.parse(result.stdout);
    assert.deepEqual(times, { waited: report.session_wait_ms.count, wrong: 0, own: 1 });
    assert.ok(report.session_wait_ms.count >= CLIENTS * (EACH - 1) * 0.9, `${report.session_wait_ms.count}`);
    assert.ok(report.session_wait_ms.max >= 200, `${report.session_wait_ms.max}`);
    assert.deepEqual(report.sessions, {
      ...{ begun: CLIENTS, forgotten_idle: 0, forgotten_for_room: 0, cookies: all, cookies_refused: 0 },
    });
  });

  test('without --sessions it rejects most of them, and nothing is said of sessions', async () => {
    const { answer, rejected } = strictSessions(30);
    await using server = await serve({ answer });
    const log = writeSessionsLog(CLIENTS, EACH);
    const { stdout, database } = await runReplay([log, '--target', server.url, ...PACE]);
    assert.ok(rejected.length >= CLIENTS * (EACH - 2), `${rejected.length}`);
    assert.doesNotMatch(stdout, /^sessions/m);
    const [{ waits }] = queryDatabase<{ waits: number }>(
      database,
      'select count(session_wait_us) as waits from outcome',
    ) as [{ waits: number }];
    assert.equal(waits, 0);
  });

  test('the report says how many requests waited, and how long; as does a report of it later', async () => {
    const { answer } = strictSessions(20);
    await using server = await serve({ answer });
    const { stdout } = await runReplay([
      ...[writeSessionsLog(2, 3), '--target', server.url, ...PACE, '--sessions'],
    ]);
    const flat = stdout.replaceAll(/\s+/g, ' ');
    assert.match(
      flat,
      /sessions 2 begun 4 requests waited for the answer before them: p50 [\d.]+ ms, p99 [\d.]+ ms, max [\d.]+ ms 6 cookies set/,
    );
  });

  test('what still waits when the duration is over is sent all the same', async () => {
    await using server = await serve({ answer: () => ({ delayMs: 200 }) });
    const log = writeLog([sessionLine(0, 0), sessionLine(0, 1), sessionLine(0, 2), sessionLine(0, 3)]);
    const pace = ['--rate', '20', '--duration', '200ms', '--max-overdue', '60s', '--warmup', '100ms'];
    const { database } = await runReplay([log, '--target', server.url, ...pace, '--sessions']);
    assert.deepEqual(booksOfRun(database), { planned: 6, answered: 6, failed: 0, dropped: 0 });
    assert.equal(server.requests.length, 6);
  });

  test('what has waited for its session longer than --max-overdue is dropped, and said to be', async () => {
    await using server = await serve({ answer: ({ url }) => ({ delayMs: url === '/c0/0' ? 900 : 0 }) });
    const log = writeLog([...Array.from({ length: 5 }, (_, n) => sessionLine(0, n)), sessionLine(1, 0)]);
    const pace = ['--rate', '100', '--once', '--max-overdue', '200ms'];
    const { database, stdout } = await runReplay([log, '--target', server.url, ...pace, '--sessions']);
    assert.deepEqual(reasonsOfRun(database), { 'session-overdue': 4 });
    assert.deepEqual(booksOfRun(database), { planned: 6, answered: 2, failed: 0, dropped: 4 });
    assert.match(stdout, /session-overdue 4 /);
    const waits = queryDatabase<{ ok: number }>(
      database,
      `select session_wait_ms between 200 and 800 as ok from outcomes where reason = 'session-overdue'`,
    );
    assert.deepEqual(
      waits.map(({ ok }) => ok),
      [1, 1, 1, 1],
    );
  });
});
