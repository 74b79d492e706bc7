import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredRequest } from '../../src/model.ts';
import { HeldRequests } from '../../src/store/held-requests.ts';

/** Requests with these numbers, of two endpoints, some 1,200 bytes each. */
function requests(from: number, to: number): StoredRequest[] {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const id = from + i;
    return { id, target: `/${'x'.repeat(499)}`, endpoint: { id: (id % 2) + 1, method: 'GET', path: '/:x' } };
  });
}

test('what is held is given once, in its order', () => {
  const held = new HeldRequests();
  held.add(requests(1, 3));
  held.add(requests(4, 4));
  const { requests: taken, bytes } = held.take();
  assert.deepEqual(
    taken.map(({ id }) => id),
    [1, 2, 3, 4],
  );
  assert.ok(bytes >= 4 * 1000);
  assert.deepEqual(held.take(), { requests: [], bytes: 0 });
  assert.equal(held.hasLost, false);
});

test('beyond the limit the first of each endpoint is kept, and the others are known to be lost', () => {
  const held = new HeldRequests(10_000);
  held.add(requests(1, 5));
  held.take();
  for (let id = 6; id <= 30; id++) held.add(requests(id, id));
  assert.equal(held.hasLost, true);
  const { requests: taken, bytes } = held.take();
  assert.ok(bytes < 15_000, `${bytes} bytes`);
  const ids = taken.map(({ id }) => id);
  assert.deepEqual(ids.slice(0, 2), [6, 7], 'both endpoints are there');
  const lost = Array.from({ length: 30 }, (_, i) => i + 1).filter((id) => held.isLost(id));
  assert.deepEqual(
    ids.filter((id) => id > 7).filter((id) => lost.includes(id)),
    [],
    'what is given in the end is not lost',
  );
  assert.ok(lost.every((id) => id >= 6));
  for (let id = 8; id <= 30; id++) assert.ok(ids.includes(id) || lost.includes(id), `${id} is known`);
});

test('what comes after is not lost', () => {
  const held = new HeldRequests(10_000);
  held.add(requests(1, 30));
  held.take();
  held.add(requests(31, 32));
  assert.deepEqual(
    [held.isLost(30), held.isLost(31), held.take().requests.map(({ id }) => id)],
    [true, false, [31, 32]],
  );
});

test('outages without number take no memory without bound', () => {
  const held = new HeldRequests(2000);
  for (let i = 0; i < 1000; i++) {
    held.add(requests(i * 10 + 1, i * 10 + 4));
    held.take();
    held.add(requests(i * 10 + 5, i * 10 + 5));
    held.take();
  }
  assert.equal(held.isLost(4), true);
  assert.equal(held.isLost(5), false);
  assert.equal(held.isLost(9994), true);
});
