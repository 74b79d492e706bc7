import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { runReplay } from './run-replay.ts';
import { writeLog } from './write-log.ts';

/** Every byte that can stand in a header's value. */
const VALUE = bytes(0x20, 0xff).replace('\x7f', '').trim();
const EVERY_BYTE = Buffer.from(bytes(0, 255), 'latin1');

test('what arrives is byte for byte what the log holds: target, headers, and bodies of UTF-8, latin1 and anything', async () => {
  await using server = await keepBytes();
  const json = (entry: object) =>
    Buffer.from(JSON.stringify({ time: '2026-09-15T10:00:00Z', status: 200, ...entry })).toString('latin1');
  const log = writeLog([
    json({ method: 'POST', url: '/utf-8', body: '{"q":"café ☕ \u{1f600}"}' }),
    json({ method: 'POST', url: '/empty', body: '' }),
    json({ method: 'PUT', url: '/lines', body: 'a=1\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n' }),
    json({
      method: 'POST',
      url: '/headers',
      body: 'x',
      headers: {
        'X-Text': 'café',
        Expect: '100-continue',
        'Transfer-Encoding': 'chunked',
        'Content-Length': '77',
        Connection: 'X-Hop',
        'X-Hop': '1',
      },
    }),
    json({ method: 'GET', url: '/get-with-body', body: 'q' }),
    json({ method: 'DELETE', url: '/delete-with-body', body: 'd' }),
    json({ method: 'DELETE', url: '/delete' }),
    // Not UTF-8, as a server writes it that does not look: these bytes stand in the log as they are.
    '{"time":"2026-09-15T10:00:00Z","status":200,"method":"POST","url":"/latin1/\xe9?q=\xff","headers":{"X-Text":"\xe9\xff"},"body":"caf\xe9 \xa4"}',
  ]);
  const run = await runReplay([
    log,
    '--target',
    server.url,
    '--rate',
    '100',
    '--once',
    '--methods',
    'GET,POST,PUT,DELETE',
  ]);
  assertRan(run);
  const host = `127.0.0.1:${server.port}`;
  const utf8 = (text: string) => Buffer.from(text).toString('latin1');
  const text = utf8('{"q":"café ☕ \u{1f600}"}');
  assert.deepEqual(server.requests().map(parts), [
    ['DELETE /delete HTTP/1.1', ['connection: keep-alive', `host: ${host}`], ''],
    [
      'DELETE /delete-with-body HTTP/1.1',
      ['connection: keep-alive', 'content-length: 1', `host: ${host}`],
      'd',
    ],
    ['GET /get-with-body HTTP/1.1', ['connection: keep-alive', 'content-length: 1', `host: ${host}`], 'q'],
    ['POST /empty HTTP/1.1', ['connection: keep-alive', 'content-length: 0', `host: ${host}`], ''],
    [
      'POST /headers HTTP/1.1',
      [`X-Text: ${utf8('café')}`, 'connection: keep-alive', 'content-length: 1', `host: ${host}`],
      'x',
    ],
    [
      'POST /latin1/\xe9?q=\xff HTTP/1.1',
      ['X-Text: \xe9\xff', 'connection: keep-alive', 'content-length: 6', `host: ${host}`],
      'caf\xe9 \xa4',
    ],
    [
      'POST /utf-8 HTTP/1.1',
      ['connection: keep-alive', `content-length: ${text.length}`, `host: ${host}`],
      text,
    ],
    [
      'PUT /lines HTTP/1.1',
      ['connection: keep-alive', 'content-length: 33', `host: ${host}`],
      'a=1\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n',
    ],
  ]);
});

test('every byte that HTTP can carry raw arrives as it is, in target, header and body', async () => {
  await using server = await keepBytes();
  const path = `/${bytes(0x21, 0xff)
    .replace('\x7f', '')
    .replaceAll(/["\\#]/g, '')}`;
  const hex = (raw: string) =>
    raw.replaceAll(
      /[\x00-\x1f"\\\x7f-\xff]/g,
      (it) => `\\x${it.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
  const line = `192.0.2.1 - - [15/Sep/2026:10:00:00 +0000] "GET ${hex(path)} HTTP/1.1" 200 5 "-" "${hex(VALUE)}"`;
  const run = await runReplay([writeLog([line]), '--target', server.url, '--rate', '100', '--once']);
  assertRan(run);
  const [request] = server.requests().map(parts);
  assert.equal(request[0], `GET ${path} HTTP/1.1`);
  assert.ok(request[1].includes(`User-Agent: ${VALUE}`), request[1].join('\n'));

  await using bodies = await keepBytes();
  const har = { startedDateTime: '2026-09-15T10:00:00Z', time: 1, response: { status: 200 } };
  const postData = { text: EVERY_BYTE.toString('base64'), encoding: 'base64' };
  const entry = { ...har, request: { method: 'POST', url: 'http://a.example/all', headers: [], postData } };
  const log = writeLog([JSON.stringify({ log: { entries: [entry] } })], 'a.har');
  const posted = await runReplay([
    log,
    '--target',
    bodies.url,
    '--rate',
    '100',
    '--once',
    '--methods',
    'POST',
  ]);
  assertRan(posted);
  assert.deepEqual(Buffer.from(parts(bodies.requests()[0])[2], 'latin1'), EVERY_BYTE);
});

function bytes(from: number, to: number): string {
  return Buffer.from(Array.from({ length: to - from + 1 }, (_, i) => from + i)).toString('latin1');
}

/** First line, header lines in the order of the alphabet, and body. */
function parts(request: string): [first: string, headers: string[], body: string] {
  const end = request.indexOf('\r\n\r\n');
  const [first, ...headers] = request.slice(0, end).split('\r\n');
  return [first, headers.toSorted(), request.slice(end + 4)];
}

/** A server that knows no HTTP but for what ends a request: it keeps the bytes of each, one character per byte. */
async function keepBytes() {
  const open = new Set<Socket>();
  const requests: string[] = [];
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
    let held = '';
    socket.on('data', (chunk) => {
      held += chunk.toString('latin1');
      for (let size = sizeOf(held); size !== undefined && size <= held.length; size = sizeOf(held)) {
        requests.push(held.slice(0, size));
        held = held.slice(size);
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    /** In the order of the alphabet. */
    requests: () => requests.toSorted(),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function sizeOf(held: string): number | undefined {
  const end = held.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const length = /^content-length: *(\d+)\r?$/im.exec(held.slice(0, end))?.[1];
  return end + 4 + Number(length ?? 0);
}
