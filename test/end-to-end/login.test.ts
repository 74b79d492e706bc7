import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { closedPort } from '../helpers/closed-port.ts';
import type { Answer, ReceivedRequest } from '../helpers/counting-server.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertComplaint } from './complaint.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const LOG = writeLog([combinedLine('/a')]);
const PASSWORD = 'correct "horse"';
const SECRET = /correct|horse|secret-\d/;

const header = ({ rawHeaders }: ReceivedRequest, name: string) =>
  rawHeaders.find((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === name);

/** A service that hands out tokens; each is good for so many requests. */
function tokenService(uses: number) {
  let token = 0;
  let left = 0;
  return (request: ReceivedRequest): Answer => {
    if (request.url.startsWith('/login')) {
      left = uses;
      token++;
      const body = JSON.stringify({ data: { access_token: `secret-${token}` } });
      return {
        body,
        headers: { 'X-Csrf': `c${token}`, 'Set-Cookie': [`lang=de`, `sid=s${token}; HttpOnly`] },
        delayMs: 20,
      };
    }
    const isGood = header(request, 'authorization') === `Bearer secret-${token}` && left-- > 0;
    return { status: isGood ? 200 : 401 };
  };
}

test('a run logs in before it begins, and what it captured stands wherever a rule uses it', async () => {
  await using server = await serve({ answer: tokenService(1000) });
  const folder = temporaryDirectory('login');
  writeFileSync(join(folder, 'login.json'), '{"user":"anna","password":"${PASSWORD}"}');
  const run = await runReplay(
    [
      ...[LOG, '--target', server.url, '--rate', '50', '--duration', '200ms', '--host', 'shop.example'],
      ...['--login', 'POST /login?from=${FROM} @login.json', '--capture', 'token=$.data.access_token'],
      ...['--capture', 'csrf=header:X-Csrf', '--capture', 'sid=cookie:sid', '--bearer', '${token}'],
      ...['--set-header', 'X-App: shop', '--set-header', 'Cookie: sid=${sid}', '--set-query', 'csrf=${csrf}'],
      ...['--rewrite', '^/ => /${sid}/', '--header', 'Accept-Encoding: gzip'],
    ],
    { cwd: folder, env: { PASSWORD, FROM: 'a b' } },
  );
  assert.ok(run.status === 0 || run.status === 5, run.stderr);
  const [login, ...rest] = server.requests;
  assert.equal(`${login!.method} ${login!.url}`, 'POST /login?from=a%20b');
  assert.deepEqual(JSON.parse(login!.body.toString()), { user: 'anna', password: PASSWORD });
  assert.deepEqual(
    ['content-type', 'x-app', 'host', 'authorization', 'cookie', 'accept-encoding'].map((name) =>
      header(login!, name),
    ),
    ['application/json', 'shop', 'shop.example', undefined, undefined, undefined],
  );
  assert.equal(rest.length, 10);
  for (const request of rest) {
    assert.equal(request.url, '/s1/a?csrf=c1');
    assert.deepEqual(
      ['authorization', 'cookie', 'accept-encoding'].map((name) => header(request, name)),
      ['Bearer secret-1', 'sid=s1', 'gzip'],
    );
  }
  const [{ planned }] = queryDatabase<{ planned: number }>(
    run.database,
    'select count(*) as planned from outcome',
  );
  assert.equal(planned, 10, 'the login is none of the requests of the plan');
  const [{ options }] = queryDatabase<{ options: string }>(run.database, 'select options from run');
  const { request, file, captures } = JSON.parse(options).login;
  assert.deepEqual(
    { request, file, captures },
    {
      ...{ request: 'POST /login', file: 'login.json' },
      captures: { token: '$.data.access_token', csrf: 'header:X-Csrf', sid: 'cookie:sid' },
    },
  );
  assert.doesNotMatch(readFileSync(run.database, 'latin1') + run.stdout + run.stderr, SECRET);
});

test('a token that is refused is fetched anew, once for many refusals; what was refused stays refused', async () => {
  await using server = await serve({ answer: tokenService(40) });
  const run = await runReplay([
    ...[LOG, '--target', server.url, '--rate', '100', '--duration', '1500ms', '--workers', '2', '--json'],
    ...['--login', 'POST /login user=anna', '--capture', 'token=$..access_token', '--bearer', '${token}'],
  ]);
  assert.ok(run.status === 0 || run.status === 5, run.stderr);
  const logins = server.requests.filter(({ url }) => url === '/login');
  assert.equal(header(logins[0]!, 'content-type'), 'application/x-www-form-urlencoded');
  const { statuses, run: stored, planned } = JSON.parse(run.stdout);
  assert.equal(planned, 150);
  const count = (status: number): number => statuses[status] ?? 0;
  assert.equal(count(200) + count(401), 150);
  assert.ok(logins.length >= 2 && logins.length <= 5, `${logins.length} logins`);
  assert.ok(count(401) > logins.length, 'one login for several refusals');
  assert.ok(count(200) > 40, 'later requests have the new token');
  const again = logins.length === 2 ? 'once' : `${logins.length - 1} times`;
  // A busy machine may have stood still besides.
  assert.equal(stored.notes.at(-1), `logged in again ${again}, as requests were answered 401 (--login)`);
});

test('where the log has 401 as well, it is no reason to log in again', async () => {
  await using server = await serve({
    answer: ({ url }) => (url === '/login' ? { body: '{"t":"x"}' } : { status: 401 }),
  });
  const log = writeLog([combinedLine('/a', 401)]);
  const run = await runReplay([
    ...[log, '--target', server.url, '--rate', '100', '--duration', '500ms', '--bearer', '${t}'],
    ...['--login', 'POST /login', '--capture', 't=$.t'],
  ]);
  assert.ok(run.status === 0 || run.status === 5, run.stderr);
  assert.equal(server.requests.filter(({ url }) => url === '/login').length, 1);
});

for (const [what, answer, args, complaint] of [
  [
    'is refused',
    { status: 403, body: JSON.stringify({ error: `no such user: ${PASSWORD}`, token: 'secret-1' }) },
    [],
    /--login POST \/login was answered 403: \{"error":"no such user: .*","token":"REDACTED"\}/,
  ],
  ['brings nothing', { body: '{"other":1}' }, [], /was answered 200 without \$\.token: \{"other":1\}/],
  [
    'is answered at length',
    { status: 500, body: `<p>${'x '.repeat(1000)}` },
    [],
    /was answered 500: <p>x .{100,200}…$/,
  ],
  ['is answered with nothing', { status: 204 }, [], /was answered 204 without \$\.token$/],
  ['takes too long', { delayMs: 5000 }, ['--timeout', '200ms'], /got no answer: timeout/],
] as const) {
  test(`a login that ${what} ends the run before it begins`, async () => {
    await using server = await serve({ answer: () => answer });
    const run = await runReplay(
      [
        ...[LOG, '--target', server.url, '--rate', '10', '--bearer', '${token}', ...args],
        ...['--login', 'POST /login {"password":"${PASSWORD}"}', '--capture', 'token=$.token'],
      ],
      { env: { PASSWORD } },
    );
    assertComplaint(
      { ...run, stderr: run.stderr },
      { status: 3, what: complaint, mend: /check what it sends/ },
    );
    assert.equal(server.requests.length, 1);
    assert.equal(existsSync(run.database), false);
    assert.doesNotMatch(run.stderr, SECRET);
  });
}

test('a login that nobody answers, where the target is not tried beforehand, ends the run as well', async () => {
  const run = await runReplay([
    ...[LOG, '--target', `http://127.0.0.1:${await closedPort()}`, '--rate', '10', '--no-preflight'],
    ...['--login', 'POST /login', '--capture', 't=$.t', '--bearer', '${t}'],
  ]);
  const what = /--login POST \/login got no answer: connect-refused/;
  assertComplaint(run, { status: 3, what, mend: /nothing else was sent/ });
});
