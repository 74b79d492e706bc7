import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRequestCounter } from '../../practice/request-counter.ts';

test('past its bound, further paths count as (other), by method', () => {
  const counter = createRequestCounter(new Date(0), 3);
  for (const path of ['/a', '/b', '/c', '/d', '/e', '/a?x=1']) counter.received('GET', path);
  counter.received('POST', '/a');
  assert.deepEqual(counter.stats().endpoints, [
    { method: 'GET', path: '/a', count: 2 },
    { method: 'GET', path: '(other)', count: 2 },
    { method: 'GET', path: '/b', count: 1 },
    { method: 'GET', path: '/c', count: 1 },
    { method: 'POST', path: '(other)', count: 1 },
  ]);
  assert.equal(counter.stats().total, 7);
});

test('ten thousand endpoints are known by name unless said otherwise', () => {
  const counter = createRequestCounter(new Date(0));
  for (let i = 0; i < 10_005; i++) counter.received('GET', `/${i}`);
  const { endpoints } = counter.stats();
  assert.equal(endpoints.length, 10_001);
  assert.deepEqual(endpoints[0], { method: 'GET', path: '(other)', count: 5 });
});

test('a path keeps the bytes it had, and loses its query', () => {
  const counter = createRequestCounter(new Date(0));
  counter.received('GET', '/caf\xe9?q=\xff');
  counter.received('OPTIONS', '*');
  assert.deepEqual(counter.stats().endpoints, [
    { method: 'GET', path: '/caf\xe9', count: 1 },
    { method: 'OPTIONS', path: '*', count: 1 },
  ]);
});
