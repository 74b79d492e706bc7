import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followRedirect } from '../../src/send/follow-redirect.ts';
import { packed, requestAt, unpacked } from './sample-arrivals.ts';

const ORIGIN = 'http://10.0.0.1:8080';

function requestOf(changes: Parameters<typeof requestAt>[1]) {
  return unpacked(packed([{ seq: 0, dueAtUs: 0, request: requestAt(7, changes) }]))[0].request;
}

const PLAIN = { path: '/a/b?c=1' };
const NAMED = { ...PLAIN, host: 'shop.example' };

for (const [sentence, request, location, path] of [
  ['a path', PLAIN, '/x?y=1#z', '/x?y=1'],
  ['a path that begins where the request stands', PLAIN, '../x', '/x'],
  ['a query', PLAIN, '?d=2', '/a/b?d=2'],
  ['the target by its address', PLAIN, 'http://10.0.0.1:8080/x', '/x'],
  ['the target without a path', PLAIN, 'http://10.0.0.1:8080', '/'],
  ['the name that was sent as Host', NAMED, 'http://shop.example/x', '/x'],
  ['the name that was sent as Host, however it is written', NAMED, 'HTTP://Shop.Example:80/x', '/x'],
  ['the name that was sent as Host, without a scheme', NAMED, '//shop.example/x', '/x'],
  ['bytes that stand raw in it', PLAIN, '/caf\xc3\xa9 \xff', '/caf%C3%A9%20%FF'],
  ['another host', PLAIN, 'http://evil.example/x', null],
  ['another host, without a scheme', PLAIN, '//evil.example/x', null],
  ['another host, by backslashes', PLAIN, '\\\\evil.example/x', null],
  ['another port', PLAIN, 'http://10.0.0.1:8081/x', null],
  ['another scheme', NAMED, 'https://shop.example/x', null],
  ['what is no address of the web', PLAIN, 'mailto:bob@shop.example', null],
  ['what is no address at all', PLAIN, 'http://[', null],
] as const) {
  test(`a redirect to ${sentence} is ${path === null ? 'not followed' : 'followed'}`, () => {
    assert.equal(followRedirect(requestOf(request), 302, location, ORIGIN)?.path ?? null, path);
  });
}

test('303 asks for a page, 301 and 302 after POST too; 307 and 308 for the same again', () => {
  const body = Buffer.from('a=1');
  const headers = ['Content-Type', 'text/plain', 'X-A', '1'];
  const methods = (method: string) =>
    [301, 302, 303, 307, 308].map((status) => {
      const next = followRedirect(requestOf({ ...PLAIN, method, headers, body }), status, '/x', ORIGIN)!;
      return [next.method, next.headers.length / 2, next.body === null ? 'no body' : 'body'].join(' ');
    });
  const page = 'GET 1 no body';
  assert.deepEqual(methods('POST'), [page, page, page, 'POST 2 body', 'POST 2 body']);
  assert.deepEqual(methods('PUT'), ['PUT 2 body', 'PUT 2 body', page, 'PUT 2 body', 'PUT 2 body']);
  assert.deepEqual(
    methods('HEAD').map((text) => text.split(' ')[0]),
    ['HEAD', 'HEAD', 'HEAD', 'HEAD', 'HEAD'],
  );
});

test('other answers with a Location are none', () => {
  for (const status of [200, 201, 300, 304, 305]) {
    assert.equal(followRedirect(requestOf(PLAIN), status, '/x', ORIGIN), null);
  }
});

test('Host stays with its own name, and goes where the target is named by its address', () => {
  const host = (location: string) => followRedirect(requestOf(NAMED), 302, location, ORIGIN)!.headers;
  assert.deepEqual(host('/x'), ['host', 'shop.example']);
  assert.deepEqual(host('http://10.0.0.1:8080/x'), []);
});
