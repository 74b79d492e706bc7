import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { assertRan } from './assert-ran.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const ONCE = ['--rate', '100', '--once'];

test('only GET, HEAD and OPTIONS are replayed; what was left out is counted and said', async () => {
  await using server = await serve();
  const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'POST'];
  const log = writeLog(methods.map((method, i) => combinedLine(`${method} /${i} HTTP/1.1`)));
  const replay = await runReplay([log, '--target', server.url, ...ONCE]);
  assertRan(replay);
  assert.deepEqual(server.requests.map(({ method, url }) => `${method} ${url}`).toSorted(), [
    ...['GET /0', 'HEAD /5', 'OPTIONS /6'],
  ]);
  assert.match(replay.stdout, /skipped +5 of 8 lines: +method 5/);
  assert.match(replay.stdout, /method: not among --methods/);
  assert.deepEqual(queryDatabase(replay.database, 'select reason, count, example_line from skipped'), [
    { reason: 'method', count: 5, example_line: 2 },
  ]);
});

test('--methods lets others through, but no payload is made up for them unless it is asked for', async () => {
  await using server = await serve();
  const log = writeLog(
    ['GET /a HTTP/1.1', 'POST /b HTTP/1.1', 'DELETE /c HTTP/1.1'].map((r) => combinedLine(r)),
  );
  const methods = ['--target', server.url, ...ONCE, '--methods', 'GET,POST'];
  const without = await runReplay([log, ...methods]);
  assert.match(without.stdout, /method 1 +body-missing 1|body-missing 1 +method 1/);
  assert.deepEqual(
    server.requests.map(({ method }) => method),
    ['GET'],
  );
  const empty = await runReplay([log, ...methods, '--body-missing', 'empty']);
  assertRan(empty);
  const [, , post] = server.requests.toSorted((a, b) => a.method.localeCompare(b.method));
  assert.equal(post.method, 'POST');
  assert.equal(post.body.length, 0);
});

test('no line of a log chooses who is contacted', async () => {
  await using server = await serve();
  await using evil = await serve();
  const { port } = evil;
  const log = writeLog(
    [
      `GET //127.0.0.1:${port}/double HTTP/1.1`,
      `GET http://127.0.0.1:${port}/absolute HTTP/1.1`,
      `CONNECT 127.0.0.1:${port} HTTP/1.1`,
      `OPTIONS http://127.0.0.1:${port} HTTP/1.1`,
      `GET /@127.0.0.1:${port}/at HTTP/1.1`,
      `GET /\\\\127.0.0.1:${port}/back HTTP/1.1`,
      `GET /redirect?to=http://127.0.0.1:${port}/ HTTP/1.1`,
    ].map((request) => combinedLine(request)),
  );
  const methods = ['--methods', 'GET,OPTIONS,HEAD,POST'];
  const replay = await runReplay([log, '--target', server.url, ...ONCE, ...methods, '--host', 'log']);
  assertRan(replay);
  assert.equal(evil.connections, 0);
  assert.ok(server.requests.some(({ url }) => url === `//127.0.0.1:${port}/double`));
  assert.ok(server.requests.every(({ url }) => url.startsWith('/')));
  assert.match(replay.stdout, /connect 1/);
});

test('a redirect is an answer and is not followed', async () => {
  await using evil = await serve();
  await using server = await serve({
    answer: () => ({ status: 302, headers: { location: `${evil.url}/x` } }),
  });
  const replay = await runReplay([writeLog([combinedLine('/')]), '--target', server.url, ...ONCE]);
  assertRan(replay);
  assert.equal(evil.connections, 0);
  assert.match(replay.stdout, /302 1 /);
});

test("an absolute target that names the target's own host is sent in origin form", async () => {
  await using server = await serve();
  const log = writeLog([combinedLine(`GET ${server.url}/own?a=b HTTP/1.1`)]);
  await runReplay([log, '--target', server.url, ...ONCE]);
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    ['/own?a=b'],
  );
});

const WITH_HOSTS = writeLog(
  ['shop.example', 'api.shop.example:8443'].map((host, i) =>
    JSON.stringify({ time: '2026-09-15T10:00:00Z', method: 'GET', url: `/${i}`, host, status: 200 }),
  ),
);

for (const [args, hosts] of [
  [[], null],
  [
    ['--host', 'www.shop.example'],
    ['www.shop.example', 'www.shop.example'],
  ],
  [
    ['--host', 'log'],
    ['shop.example', 'api.shop.example:8443'],
  ],
] as const) {
  test(`the Host that is sent, with ${args.join(' ') || 'no option'}`, async () => {
    await using server = await serve();
    const replay = await runReplay([WITH_HOSTS, '--target', server.url, ...ONCE, ...args]);
    assertRan(replay);
    const requests = server.requests.toSorted((a, b) => a.url.localeCompare(b.url));
    const own = `127.0.0.1:${server.port}`;
    assert.deepEqual(
      requests.map(({ rawHeaders }) => headersOf(rawHeaders).host),
      hosts ?? [own, own],
    );
  });
}

test('what a proxy added, hop-by-hop headers and framing are not sent again; all else is', async () => {
  await using server = await serve();
  const headers = {
    'X-Forwarded-For': '203.0.113.9',
    'X-Forwarded-Host': 'production.example',
    Forwarded: 'for=203.0.113.9',
    Connection: 'close',
    'Keep-Alive': 'timeout=5',
    'Proxy-Authorization': 'Basic eA==',
    TE: 'trailers',
    Upgrade: 'h2c',
    'Transfer-Encoding': 'chunked',
    'Content-Length': '999',
    Accept: 'text/html',
    'X-Custom': 'caf\u00e9 1',
    Cookie: 'a=b',
  };
  const line = { time: '2026-09-15T10:00:00Z', method: 'GET', url: '/', status: 200, headers };
  const log = writeLog([Buffer.from(JSON.stringify(line)).toString('latin1')]);
  const replay = await runReplay([
    log,
    '--target',
    server.url,
    ...ONCE,
    '--header',
    'ACCEPT: application/json',
    // Its length says that it had a payload, which is not in the log.
    '--body-missing',
    'empty',
  ]);
  assertRan(replay);
  const { host, connection, ...sent } = headersOf(server.requests[0].rawHeaders);
  assert.equal(host, `127.0.0.1:${server.port}`);
  assert.ok(connection === undefined || connection === 'keep-alive');
  assert.deepEqual(sent, {
    'x-custom': Buffer.from('caf\u00e9 1').toString('latin1'),
    cookie: 'a=b',
    accept: 'application/json',
  });
});

test('bodies that the log holds are sent byte for byte', async () => {
  await using server = await serve();
  const bodies = ['{"q":"caf\u00e9 \\"x\\""}', 'a=1&b=%20', '\u0000\u0001 \u{1f600}\r\n', ''];
  const log = writeLog(
    bodies.map((body, i) => {
      const line = { time: '2026-09-15T10:00:00Z', method: 'POST', url: `/${i}`, status: 200, body };
      return Buffer.from(JSON.stringify(line)).toString('latin1');
    }),
  );
  const replay = await runReplay([log, '--target', server.url, ...ONCE, '--methods', 'POST']);
  assertRan(replay);
  assert.equal(server.requests.length, 4);
  for (const { url, body, rawHeaders } of server.requests) {
    const expected = Buffer.from(bodies[Number(url.slice(1))]);
    assert.deepEqual(body, expected);
    assert.equal(headersOf(rawHeaders)['content-length'], String(expected.length));
  }
});

test('secrets reach the target, but neither the database nor the terminal', async () => {
  await using server = await serve();
  const log = writeLog([
    combinedLine('/login?user=anna&token=hunter2-query&page=1'),
    combinedLine('/download?X-Amz-Signature=hunter2-signature'),
    combinedLine('POST /reset?password=hunter2-skipped HTTP/1.1'),
    `192.0.2.1 - - [15/Sep/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "http://a/?api_key=hunter2-referer" "x"`,
  ]);
  const replay = await runReplay([
    ...[log, '--target', server.url, ...ONCE, '--header', 'Authorization: Bearer hunter2-header'],
  ]);
  assertRan(replay);
  assert.ok(server.requests.some(({ url }) => url === '/login?user=anna&token=hunter2-query&page=1'));
  assert.ok(server.requests.every(({ rawHeaders }) => rawHeaders.includes('Bearer hunter2-header')));
  assert.doesNotMatch(readFileSync(replay.database, 'latin1'), /hunter2/);
  assert.match(readFileSync(replay.database, 'latin1'), /REDACTED/);
  const shown = [replay];
  for (const args of [['report'], ['report', '--json'], ['export'], ['export', '--table', 'skipped']]) {
    shown.push({ ...replay, ...(await runCli([...args, '--db', replay.database])) });
  }
  shown.push({ ...replay, ...(await runCli(['inspect', log])) });
  for (const result of shown) {
    assertRan(result);
    assert.doesNotMatch(result.stdout + result.stderr, /hunter2/);
  }
});

function headersOf(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i < raw.length; i += 2) headers[raw[i].toLowerCase()] = raw[i + 1];
  return headers;
}
