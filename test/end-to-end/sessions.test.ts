import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { booksOfRun } from './books-of-run.ts';
import { strictSessions, writeSessionsLog } from './client-sessions.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';

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
});
