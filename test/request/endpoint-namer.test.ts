import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EndpointNamer } from '../../src/request/endpoint-namer.ts';
import { parseEndpointRule } from '../../src/request/endpoint-rule.ts';

const nameOf = (target: string) => new EndpointNamer().name('GET', target).path;

for (const [target, expected] of [
  ['/', '/'],
  ['*', '*'],
  ['//', '//'],
  ['/shop', '/shop'],
  ['/shop/', '/shop/'],
  ['/shop/123', '/shop/:id'],
  ['/shop/123/', '/shop/:id/'],
  ['/1/2/3', '/:id/:id/:id'],
  ['/shop/123?page=/4', '/shop/:id'],
  ['/shop#4', '/shop'],
  ['/?q', '/'],
  ['//7', '//:id'],
  ['/\xc3\xa9/7', '/\xc3\xa9/:id'],
  ['/%C3%A9/7', '/\xc3\xa9/:id'],
  ['/%c3%a9/%7Euser', '/\xc3\xa9/~user'],
  ['/a%2fb', '/a%2Fb'],
  ['/%zz/%', '/%zz/%'],
  ['/user/bob%40example.com', '/user/:email'],
  ['/a;jsessionid=1A2B/b;x=1;y', '/a/b'],
  ['/;', '/'],
  ['/../../etc/passwd', '/../../etc/passwd'],
  ['/v2/users/17/photos/3.jpg', '/v2/users/:id/photos/:id.jpg'],
  ['/2024/05/17/a-title', '/:year/:month/:day/a-title'],
  ['/blog/2024/05/', '/blog/:year/:month/'],
  ['/users/2024', '/users/:id'],
  ['/users/2024/5', '/users/:id/:id'],
  ['/archive/2026-01-31/x', '/archive/:date/x'],
  ['/tiles/12/2048/1361.png', '/tiles/:id/:id/:id.png'],
  ['/assets/app-3f2a91bc.css', '/assets/app-:hash.css'],
  ['/api/v1/orders/9F86D081-884C-4D63-A1A2-9F86D0818841/items', '/api/v1/orders/:uuid/items'],
  ['/verify/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', '/verify/:token'],
  [`/${'x'.repeat(100_000)}/y`, '/:token/y'],
  ['/a/b/c/d/e/f/g/h/i/j/k/l', '/a/b/c/d/e/f/g/h/i/j/k/l'],
  ['/a/b/c/d/e/f/g/h/i/j/k/l/m/n', '/a/b/c/d/e/f/g/h/i/j/k/l/\xe2\x80\xa6'],
] as const) {
  test(`${target.slice(0, 80)} counts as ${expected}`, () => {
    assert.equal(nameOf(target), expected);
  });
}

test('a rule made by hand comes before what is learned, and the first that fits before the others', () => {
  const namer = new EndpointNamer(['POST /a/{x}', '/a/b', '/a/…'].map(parseEndpointRule));
  assert.deepEqual(namer.name('POST', '/a/b'), { path: '/a/{x}', byRule: true });
  assert.deepEqual(namer.name('GET', '/a/b'), { path: '/a/b', byRule: true });
  assert.deepEqual(namer.name('GET', '/a/7'), { path: '/a/\xe2\x80\xa6', byRule: true });
  assert.deepEqual(namer.name('GET', '/7'), { path: '/:id', byRule: false });
});

test('however many paths there are, their names stay bounded', () => {
  const namer = new EndpointNamer();
  const names = new Set<string>();
  for (let i = 0; i < 200_000; i++) {
    const letters = [...String(i)].map((digit) => 'abcdefghij'[Number(digit)]);
    names.add(namer.name('GET', `/${letters.join('/')}`).path);
  }
  assert.ok(names.size <= 20_001, `${names.size}`);
  assert.ok(names.has('(other)'));
});
