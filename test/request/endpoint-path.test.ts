import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointPath } from '../../src/request/endpoint-path.ts';

for (const [target, expected] of [
  ['/', '/'],
  ['*', '*'],
  ['/shop', '/shop'],
  ['/shop/123', '/shop/:id'],
  ['/shop/123/', '/shop/:id/'],
  ['/1/2/3', '/:id/:id/:id'],
  ['/shop/123?page=4', '/shop/:id'],
  ['/shop?id=4', '/shop'],
  ['/shop#4', '/shop'],
  ['/9f86d081-884c-4d63-a1a2-9f86d0818841', '/:uuid'],
  ['/9F86D081-884C-4D63-A1A2-9F86D0818841/x', '/:uuid/x'],
  ['/archive/2026-01-31/x', '/archive/:date/x'],
  ['/blob/9f86d081884c7d65', '/blob/:hash'],
  ['/blob/9f86d081884c7d6', '/blob/9f86d081884c7d6'],
  ['/blob/deadbeefdeadbeef', '/blob/deadbeefdeadbeef'],
  ['/v2/items', '/v2/items'],
  ['/a1/b2', '/a1/b2'],
  ['/x-1.2.3.js', '/x-1.2.3.js'],
  ['/\xc3\xa9/7', '/\xc3\xa9/:id'],
  ['//7', '//:id'],
] as const) {
  test(`${target} counts as ${expected}`, () => {
    assert.equal(endpointPath(target), expected);
  });
}
