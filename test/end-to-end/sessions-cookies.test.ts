import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Answer } from '../helpers/counting-server.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, reasonsOfRun } from './books-of-run.ts';
import { cookieOf, sessionLine, strictSessions, writeSessionsLog } from './client-sessions.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeLog } from './write-log.ts';

/** A line of a log with cookies, of one client. */
const cookieLine = (path: string, cookies: string, status = 200) =>
  JSON.stringify({ remote_addr: '192.0.2.1', request: `GET ${path} HTTP/1.1`, status, http_cookie: cookies });

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

  test('the target’s cookies take the place of recorded ones, and no cookie or key is stored or shown', async () => {
    await using server = await serve({
      answer: ({ url }): Answer => ({
        headers:
          url === '/1' ? { 'Set-Cookie': ['sid=fresh-secret; Path=/', 'b=2; Path=/shop; Secure'] } : {},
        delayMs: 5,
      }),
    });
    const recorded = 'consent=yes; sid=stale-secret';
    const log = writeLog(['/1', '/2', '/shop/3'].map((path) => cookieLine(path, recorded)));
    const args = [
      '--target',
      server.url,
      '--once',
      '--sessions',
      '--session-key',
      'cookie:sid',
      '--save-bodies',
      'sample',
    ];
    const { stdout, stderr, database } = await runReplay([log, ...args, '--rate', '50']);
    assert.deepEqual(
      server.requests.map(({ url, rawHeaders }) => [url, cookieOf(rawHeaders)]),
      [
        ['/1', recorded],
        ['/2', 'consent=yes; sid=fresh-secret'],
        ['/shop/3', 'consent=yes; b=2; sid=fresh-secret'],
      ],
    );
    const stored = readFileSync(database, 'latin1');
    for (const secret of ['fresh-secret', 'stale-secret']) {
      assert.ok(!(stdout + stderr).includes(secret), 'it is shown');
      assert.ok(!stored.includes(secret), 'it is stored');
    }
    const { stdout: dry } = await runReplay([log, ...args, '--rate', '50', '--dry-run']);
    assert.equal(dry.match(/^# \d .* session 1 {2}counts as/gm)?.length, 3);
    assert.ok(!dry.includes('stale-secret'));
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

  test('who is nobody goes alone, and that is said', async () => {
    await using server = await serve({ answer: () => ({ delayMs: 200 }) });
    const log = writeLog([...[1, 2, 3].map((n) => cookieLine(`/${n}`, '-')), cookieLine('/4', 'SID=1')]);
    const args = ['--rate', '100', '--once', '--sessions', '--session-key', 'cookie:SID'];
    const { database, stdout } = await runReplay([log, '--target', server.url, ...args]);
    assert.match(stdout.replaceAll(/\s+/g, ' '), /--session-key: 3 of 4 requests do not have what it names/);
    const [{ waits }] = queryDatabase<{ waits: number }>(
      database,
      'select count(session_wait_us) as waits from outcome',
    ) as [{ waits: number }];
    assert.equal(waits, 0);
  });

  for (const [args, message] of [
    [['--sessions', '--users', '3'], /--sessions and --users are two kinds of clients/],
    [['--session-key', 'client'], /--session-key says nothing without --sessions/],
    [['--session-connections'], /--session-connections says nothing without --sessions/],
    [['--sessions', '--session-key', 'ip'], /A key is client, address, header:X-User/],
  ] as const) {
    test(`${args.join(' ')} is refused`, async () => {
      const log = writeLog([sessionLine(0, 0)]);
      const pace = args.includes('--users' as never) ? [] : ['--rate', '10'];
      const { status, stderr } = await runReplay([
        log,
        '--target',
        'http://127.0.0.1:1',
        '--once',
        ...pace,
        ...args,
      ]);
      assert.equal(status, 2);
      assert.match(stderr, message);
    });
  }
});
