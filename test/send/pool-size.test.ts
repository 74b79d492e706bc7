import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poolSize } from '../../src/send/pool-size.ts';

const MANY = { maxInFlight: 4096 };

test('a low rate needs one thread, and connections by how long answers take', () => {
  assert.deepEqual(poolSize(1, MANY), { workers: 1, connections: 1 });
  assert.deepEqual(poolSize(1000, MANY), { workers: 1, connections: 20 });
  assert.equal(poolSize(1_000_000, MANY).connections, 100);
});

test('what is asked for is given', () => {
  assert.deepEqual(poolSize(100, { ...MANY, workers: 3, connections: 50 }), { workers: 3, connections: 50 });
  assert.deepEqual(poolSize('max', { ...MANY, workers: 2, connections: 9 }), { workers: 2, connections: 9 });
});

test('each thread has a connection of its own', () => {
  assert.deepEqual(poolSize(1, { ...MANY, workers: 4 }), { workers: 4, connections: 4 });
});

test('a closed loop never has more threads than connections, nor an open one more than may be in flight', () => {
  assert.deepEqual(poolSize('max', { ...MANY, workers: 16, connections: 7 }), { workers: 7, connections: 7 });
  assert.equal(poolSize(100_000, { maxInFlight: 2, workers: 16 }).workers, 2);
});

test('more threads than the sender pool can tell apart are refused', () => {
  assert.equal(poolSize(100, { ...MANY, workers: 32 }).workers, 32);
  const refusal = { code: 'usage', message: '33 workers are too many', hint: 'take 32 at most' };
  assert.throws(() => poolSize(100, { ...MANY, workers: 33 }), refusal);
});
