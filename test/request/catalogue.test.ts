import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Catalogue, MAX_ENDPOINTS, MAX_REMEMBERED } from '../../src/request/catalogue.ts';
import { EndpointNamer } from '../../src/request/endpoint-namer.ts';
import { parseEndpointRule } from '../../src/request/endpoint-rule.ts';

test('the same method and target are the same request', () => {
  const catalogue = new Catalogue();
  const first = catalogue.request('GET', '/a?b=1');
  assert.deepEqual(catalogue.request('GET', '/a?b=1'), first);
  assert.notEqual(catalogue.request('HEAD', '/a?b=1').id, first.id);
  assert.notEqual(catalogue.request('GET', '/a?b=2').id, first.id);
});

test('requests that differ in their query or in an id share an endpoint; methods do not', () => {
  const catalogue = new Catalogue();
  const { endpoint } = catalogue.request('GET', '/a/1?b=1');
  assert.deepEqual(endpoint, { id: 1, method: 'GET', path: '/a/:id' });
  assert.equal(catalogue.request('GET', '/a/2').endpoint, endpoint);
  assert.deepEqual(catalogue.request('HEAD', '/a/1').endpoint, { id: 2, method: 'HEAD', path: '/a/:id' });
  assert.deepEqual(
    catalogue.endpoints.map(({ id }) => id),
    [1, 2],
  );
});

test('what was added is handed out once, numbered from 1, for people to read', () => {
  const catalogue = new Catalogue();
  catalogue.request('GET', '/caf\xc3\xa9?token=x&a=\xff');
  catalogue.request('GET', '/\xc3\xa9');
  catalogue.request('GET', '/\xc3\xa9');
  const [first, second, ...more] = catalogue.takeAdded();
  assert.deepEqual(more, []);
  assert.deepEqual([first.id, second.id], [1, 2]);
  assert.equal(first.endpoint.path, '/café');
  assert.equal(
    first.target,
    '/caf\xc3\xa9?token=REDACTED&a=\xff',
    'what is not UTF-8 as a whole stays bytes',
  );
  assert.equal(second.target, '/é');
  assert.deepEqual(catalogue.takeAdded(), []);
  catalogue.request('GET', '/\xc3\xa9');
  assert.deepEqual(catalogue.takeAdded(), []);
});

test('targets that differ only in a secret are different requests', () => {
  const catalogue = new Catalogue();
  assert.notEqual(catalogue.request('GET', '/?token=a').id, catalogue.request('GET', '/?token=b').id);
});

test('beyond the greatest number of endpoints the rest of a method counts as one', () => {
  const catalogue = new Catalogue();
  for (let i = 0; i < MAX_ENDPOINTS; i++) catalogue.request('GET', `/p${i % 50}x/q${Math.floor(i / 50)}x`);
  const rest = catalogue.request('GET', '/one-more').endpoint;
  assert.equal(catalogue.request('GET', '/and-another').endpoint, rest);
  assert.equal(rest.path, '(other)');
  const head = catalogue.request('HEAD', '/one-more').endpoint;
  assert.deepEqual([head.method, head.path], ['HEAD', '(other)']);
  assert.equal(catalogue.request('GET', '/p7x/q0x?known=yes').endpoint.path, '/p7x/q0x');
  assert.equal(catalogue.endpoints.length, MAX_ENDPOINTS + 2);
  assert.equal(new Set(catalogue.endpoints.map(({ id }) => id)).size, MAX_ENDPOINTS + 2);
});

test('an endpoint that was named by hand has its place, however many others there are', () => {
  const catalogue = new Catalogue(new EndpointNamer([parseEndpointRule('/mine/{x}')]));
  for (let i = 0; i < MAX_ENDPOINTS; i++) catalogue.request('GET', `/p${i % 50}x/q${Math.floor(i / 50)}x`);
  assert.equal(catalogue.request('GET', '/mine/7').endpoint.path, '/mine/{x}');
});

test('a log of more distinct requests than are remembered names some twice, but no number twice', () => {
  const catalogue = new Catalogue();
  const first = catalogue.request('GET', '/?0');
  for (let i = 1; i < MAX_REMEMBERED; i++) catalogue.request('GET', `/?${i}`);
  assert.equal(catalogue.request('GET', '/?0').id, first.id, 'all are remembered so far');
  catalogue.request('GET', '/?one-more');
  const again = catalogue.request('GET', '/?0');
  assert.notEqual(again.id, first.id);
  assert.equal(again.endpoint, first.endpoint);
  const ids = catalogue.takeAdded().map(({ id }) => id);
  assert.deepEqual(
    ids,
    Array.from({ length: MAX_REMEMBERED + 2 }, (_, i) => i + 1),
  );
});
