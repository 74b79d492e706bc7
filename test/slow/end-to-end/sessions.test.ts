import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { booksOfRun, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { sessionLine, strictSessions, writeSessionsLog } from '../../end-to-end/client-sessions.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeLog } from '../../end-to-end/write-log.ts';

const PACE = ['--rate', '400', '--once', '--workers', '2', '--max-overdue', '60s'];
const [CLIENTS, EACH] = [8, 10];

describe('sessions', { concurrency: 2 }, () => {
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
