import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { assertRan } from './assert-ran.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

/** In whatever is stored or shown, this must not be. */
const SECRET = 'hunter2';
/** The same, but nothing beside it tells that it is one: records as they were understood have it. */
const UNTOLD = 'correct-horse';

const EITHER = new RegExp(`${SECRET}|${UNTOLD}`);

const NAMES = [
  ...['pass', 'access_key', 'authorization', 'otp', 'passphrase', 'AWSAccessKeyId', 'bearer', 'session_key'],
  ...['PHPSESSID', 'auth_key', 'privatekey', 'user%5Bpassword%5D'],
];

const json = (more: object) =>
  JSON.stringify({ time: '2026-09-15T10:00:00Z', method: 'GET', url: '/a', status: 200, ...more });
const headers = { Authorization: `Bearer ${SECRET}`, Cookie: `id=${SECRET}`, 'X-Ours': UNTOLD };

const HAR = JSON.stringify({
  log: {
    entries: ['GET', 'POST'].map((method) => ({
      startedDateTime: '2026-09-15T10:00:00.000Z',
      time: 5,
      request: {
        ...{ method, url: 'http://a.example/a', httpVersion: 'HTTP/1.1' },
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
        cookies: [{ name: 'id', value: SECRET }],
        postData: { mimeType: 'text/plain', text: UNTOLD },
      },
      response: { status: 200 },
    })),
  },
});

const waf = (httpMethod: string) =>
  JSON.stringify({
    ...{ timestamp: 1_789_466_400_000, formatVersion: 1, webaclId: 'arn:aws:wafv2:a', action: 'ALLOW' },
    ...{ terminatingRuleId: 'Default_Action', httpSourceName: 'ALB', httpSourceId: 'a' },
    httpRequest: {
      ...{ clientIp: '192.0.2.1', country: 'DE', uri: '/a', args: `pass=${SECRET}`, httpVersion: 'HTTP/1.1' },
      ...{ httpMethod, requestId: '1' },
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
  });

/** Logs that hold one request to replay and lines that are left out, with secrets in all of them. */
const LOGS: Readonly<Record<string, readonly [lines: readonly string[], ...args: string[]]>> = {
  'queries of lines that are replayed': [
    NAMES.map((name) => combinedLine(`/a?${name}=${SECRET}&page=1`)).concat(
      combinedLine(`/a;jsessionid=${SECRET}/b`),
    ),
  ],
  'lines with other hosts, methods and users': [
    [
      combinedLine('/a'),
      combinedLine(`GET http://bob:${SECRET}@other.example/ HTTP/1.1`),
      combinedLine(`CONNECT bob:${SECRET}@other.example:443 HTTP/1.1`),
      combinedLine(`POST /a?pass=${SECRET} HTTP/1.1`),
    ],
  ],
  'JSON with headers and bodies': [
    [
      json({ headers }),
      json({ method: 'POST', request_body: `user=bob&password=${SECRET}`, headers, session: SECRET }),
      json({ method: 'PUT', body: JSON.stringify({ note: UNTOLD }) }),
      json({ method: undefined, url: undefined, log: { message: `login password=${SECRET}` } }),
    ],
  ],
  'a format with cookies and credentials': [
    ['GET', 'POST'].map(
      (method) =>
        `192.0.2.1 [15/Sep/2026:10:00:00 +0000] "${method} /a HTTP/1.1" 200 "id=${SECRET}" "Basic ${SECRET}"`,
    ),
    '--format',
    '$remote_addr [$time_local] "$request" $status "$http_cookie" "$http_authorization"',
  ],
  HAR: [[HAR]],
  'AWS WAF': [[waf('GET'), waf('POST')]],
};

const GIVEN = ['Authorization', 'X-Auth', 'X-Auth-Key', 'X-Access-Key', 'X-Session-Id', 'Cookie'];

for (const [what, [lines, ...args]] of Object.entries(LOGS)) {
  test(`of ${what}, no secret is stored or shown`, async () => {
    await using server = await serve();
    const log = writeLog(lines);
    const replay = await runReplay([
      ...[log, '--target', server.url, '--rate', '100', '--once', ...args],
      ...GIVEN.flatMap((name) => ['--header', `${name}: ${SECRET}`]),
    ]);
    assertRan(replay);
    assert.ok(server.requests.length > 0);
    for (const { rawHeaders } of server.requests) {
      assert.equal(
        rawHeaders.filter((text) => text === SECRET).length >= GIVEN.length,
        true,
        'what is sent has them',
      );
    }
    assert.doesNotMatch(readFileSync(replay.database, 'latin1') + replay.stdout + replay.stderr, EITHER);
    const [{ options }] = queryDatabase<{ options: string }>(replay.database, 'select options from run');
    assert.deepEqual(
      JSON.parse(options).headers,
      GIVEN.map((name) => [name, 'REDACTED']),
    );

    for (const more of [[], ['--json'], ['--records']]) {
      const shown = await runCli(['inspect', log, ...args, ...more]);
      assert.equal(shown.status, 0, shown.stderr);
      assert.doesNotMatch(shown.stdout + shown.stderr, more[0] === '--records' ? new RegExp(SECRET) : EITHER);
    }
  });
}

test('inspect --records --show-secrets tells them, to the byte', async () => {
  const log = writeLog([json({ url: `/a?token=${SECRET}`, headers: { Cookie: `id=${SECRET}` } })]);
  const { stdout, status } = await runCli(['inspect', log, '--records', '--show-secrets']);
  assert.equal(status, 0);
  const { record } = JSON.parse(stdout);
  assert.equal(record.target, `/a?token=${SECRET}`);
  assert.deepEqual(record.headers, [['Cookie', `id=${SECRET}`]]);
  assert.equal((await runCli(['inspect', log, '--show-secrets'])).status, 2);
});
