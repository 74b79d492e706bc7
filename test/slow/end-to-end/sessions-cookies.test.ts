import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { cookieOf, sessionLine, strictSessions, writeSessionsLog } from '../../end-to-end/client-sessions.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeLog } from '../../end-to-end/write-log.ts';
import type { Answer } from '../../helpers/counting-server.ts';

describe('sessions and cookies', { concurrency: 2 }, () => {
  for (const [how, args] of [
    ['over few connections', ['--rate', 'max', '--connections', '5']],
    ['as logged', ['--as-logged']],
    ['over a connection each', ['--rate', '300', '--session-connections']],
  ] as const) {
    test(`nothing is rejected ${how}`, async () => {
      const { answer, rejected } = strictSessions(10);
      await using server = await serve({ answer });
      const log = writeSessionsLog(5, 8, 2);
      const pace = [...args, '--once', '--workers', '2', '--max-overdue', '60s'];
      const result = await runReplay([log, '--target', server.url, ...pace, '--sessions']);
      assertRan(result);
      assert.deepEqual(rejected, []);
      assert.deepEqual(booksOfRun(result.database), { planned: 40, answered: 40, failed: 0, dropped: 0 });
      if (args.includes('--session-connections' as never)) {
        const connections = server.requests.map(
          ({ url, connection }) => `${url.split('/')[1]} ${connection}`,
        );
        assert.equal(new Set(connections).size, 5);
        assert.equal(new Set(server.requests.map(({ connection }) => connection)).size, 5);
      }
    });
  }

  test('each pass through the log begins with empty jars', async () => {
    const withoutCookie: string[] = [];
    await using server = await serve({
      answer({ url, rawHeaders }) {
        if (cookieOf(rawHeaders) === '') withoutCookie.push(url);
        return { delayMs: 5, headers: { 'Set-Cookie': 'sid=1; Path=/' } };
      },
    });
    const args = ['--rate', '100', '--duration', '1s', '--sessions', '--json', '--max-overdue', '60s'];
    const { stdout, database } = await runReplay([writeSessionsLog(5, 2), '--target', server.url, ...args]);
    assert.deepEqual(
      [booksOfRun(database), reasonsOfRun(database)],
      [{ planned: 100, answered: 100, failed: 0, dropped: 0 }, {}],
    );
    // Each client asks for /0 first, and has a cookie when it asks for /1.
    assert.equal(withoutCookie.length, 50);
    assert.ok(withoutCookie.every((url) => url.endsWith('/0')));
    assert.equal(JSON.parse(stdout).sessions.begun, 50);
  });

  test('redirects that are followed feed the jar on their way', async () => {
    await using server = await serve({
      answer({ url, rawHeaders }) {
        if (url === '/in')
          return { status: 302, headers: { Location: '/next', 'Set-Cookie': 'sid=1; Path=/' } };
        return { status: cookieOf(rawHeaders) === 'sid=1' ? 200 : 403 };
      },
    });
    const log = writeLog([sessionLine(1, 0).replace('/c1/0', '/in'), sessionLine(1, 1)]);
    const args = ['--rate', '50', '--once', '--sessions', '--follow-redirects', '1'];
    const { database } = await runReplay([log, '--target', server.url, ...args]);
    assert.deepEqual(
      queryDatabase(database, 'select status from outcome order by seq').map(({ status }) => status),
      [200, 200],
    );
  });

  test('a failure does not end a session, and a page that asks who it is is explained as before', async () => {
    await using server = await serve({
      answer({ url }): Answer {
        if (url === '/c0/1') return { delayMs: 1000 };
        if (url === '/c0/2') return { status: 302, headers: { Location: '/login' } };
        return { headers: { 'Set-Cookie': 'visitor=1' } };
      },
    });
    const log = writeLog(
      [0, 1, 2, 3].map((n) => sessionLine(0, n).replace(' 200 5', n === 3 ? ' 401 5' : ' 200 5')),
    );
    const args = ['--rate', '100', '--once', '--sessions', '--timeout', '300ms'];
    const { database } = await runReplay([log, '--target', server.url, ...args]);
    assert.deepEqual(
      queryDatabase(
        database,
        'select o.reason, c.reason as why from outcomes o join outcome s using (run_id, seq) left join comparison c on c.id = s.comparison order by o.seq',
      ).map(({ reason, why }) => reason ?? why),
      [null, 'timeout', 'no-credentials', 'credentials-added'],
    );
  });
});
