import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Answer } from '../helpers/counting-server.ts';
import { cookieOf, sessionLine } from './client-sessions.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeLog } from './write-log.ts';

/** A line of a log with cookies, of one client. */
const cookieLine = (path: string, cookies: string, status = 200) =>
  JSON.stringify({ remote_addr: '192.0.2.1', request: `GET ${path} HTTP/1.1`, status, http_cookie: cookies });

describe('sessions and cookies', { concurrency: 2 }, () => {
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
