import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { request } from 'undici';
import { type CountingServerOptions, startCountingServer } from './counting-server.ts';

test('a target keeps every byte that it had on the wire', async (t) => {
  const server = await start(t);
  const bytes = Array.from({ length: 0x100 - 0x21 }, (_, i) => i + 0x21).filter((byte) => byte !== 0x7f);
  const target = `/${String.fromCharCode(...bytes)}?caf\xe9=\xc3\xa9#frag`;
  await sendRaw(server.port, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  assert.deepEqual(server.malformed, []);
  assert.equal(server.requests[0]!.url, target);
});

test('targets in absolute and asterisk form, and double slashes, are kept as they came', async (t) => {
  const server = await start(t);
  const targets = ['http://other.example/a?b', '*', '//evil.example/', '/a/../b/./c', '/%zz%00'];
  for (const target of targets) {
    await sendRaw(server.port, `OPTIONS ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  }
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    targets,
  );
});

test('headers keep their case, their order, their doubles and their bytes', async (t) => {
  const server = await start(t);
  await sendRaw(
    server.port,
    'GET / HTTP/1.1\r\nX-B: caf\xe9\r\nx-a: 1\r\nX-B: two\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n',
  );
  assert.deepEqual(server.requests[0]!.rawHeaders, [
    ...['X-B', 'caf\xe9', 'x-a', '1', 'X-B', 'two', 'Host', 'a', 'Host', 'b', 'Connection', 'close'],
  ]);
});

test('bodies are kept to the byte, chunked ones too', async (t) => {
  const server = await start(t);
  const body = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
  await (await request(server.url, { method: 'POST', body })).body.dump();
  const chunked = 'Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n';
  await sendRaw(server.port, `PUT / HTTP/1.1\r\nHost: x\r\n${chunked}`);
  assert.deepEqual(server.requests[0]!.body, body);
  assert.equal(server.requests[1]!.body.toString(), 'abc');
  assert.equal(server.requests[1]!.method, 'PUT');
  assert.ok(server.requests.every(({ complete }) => complete));
});

test('each request tells which connection it came over, and when', async (t) => {
  const server = await start(t);
  const two = 'GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  await sendRaw(server.port, two);
  await sendRaw(server.port, 'GET /3 HTTP/1.1\r\nConnection: close\r\n\r\n');
  await server.received(3);
  assert.deepEqual(
    server.requests.map(({ connection }) => connection),
    [0, 0, 1],
  );
  assert.equal(server.connections, 2);
  const times = server.requests.map(({ atUs }) => atUs);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
});

test('pipelined requests are answered in their order, whatever their delays', async (t) => {
  const server = await start(t, {
    answer: ({ url }) => ({ body: url, delayMs: url === '/1' ? 50 : 0, headers: { x: ['a', 'b'] } }),
  });
  const answers = await sendRaw(
    server.port,
    'GET /1 HTTP/1.1\r\n\r\nHEAD /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\nConnection: close\r\n\r\n',
  );
  const head = 'HTTP/1.1 200 OK\r\nx: a\r\nx: b\r\n';
  const length = 'Content-Length: 2\r\n\r\n';
  assert.equal(answers, `${head}${length}/1${head}${length}${head}Connection: close\r\n${length}/3`);
});

test('a request that is cut short stays incomplete', async (t) => {
  const server = await start(t);
  const socket = connect(server.port, '127.0.0.1');
  socket.end('POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n12345');
  await text(socket);
  assert.equal(server.requests[0]!.complete, false);
  assert.deepEqual(server.malformed, ['cut short']);
});

test('a client that waits for a word before its body is given it', async (t) => {
  const server = await start(t);
  const socket = connect(server.port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write('hi');
  assert.match(await text(socket), /^HTTP\/1\.1 200 OK/);
  assert.equal(server.requests[0]!.body.toString(), 'hi');
});

test('it answers what it is told to, no sooner than it is told to', async (t) => {
  const server = await start(t, {
    answer: ({ url }) =>
      url === '/slow' ? { status: 503, body: 'no', delayMs: 50, headers: { a: 'b' } } : undefined,
  });
  const before = performance.now();
  const slow = await request(`${server.url}/slow`);
  // A timer of 50 ms may be one early.
  assert.ok(performance.now() - before >= 49);
  assert.equal(slow.statusCode, 503);
  assert.equal(slow.headers.a, 'b');
  assert.equal(await slow.body.text(), 'no');
  assert.equal(await (await request(server.url)).body.text(), 'ok\n');
});

test('what is no HTTP is named, and not among the requests', async (t) => {
  const server = await start(t);
  await sendRaw(server.port, 'GET / a b HTTP/1.1\r\n\r\n');
  assert.equal(server.malformed.length, 1);
  assert.equal(server.malformed[0], 'request line "GET / a b HTTP/1.1"');
  assert.equal(server.requests.length, 0);
});

async function start(t: TestContext, options?: CountingServerOptions) {
  const server = await startCountingServer(options);
  t.after(() => server.close());
  return server;
}

async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes, 'latin1');
  return text(socket);
}
