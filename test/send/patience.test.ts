import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Patience } from '../../src/send/patience.ts';

/** How many connections may be opened at a time, when as many as possible are asked for. */
function opened(patience: Patience, nowUs: number): number {
  let count = 0;
  while (count < 1000 && patience.mayOpen(nowUs)) count++;
  return count;
}

test('a backlog waits for 5 ms before it opens a connection, and opens twice as many each time', () => {
  const patience = new Patience();
  const at = [0, 4999, 5000, 7000, 10_000, 15_000, 20_000];
  assert.deepEqual(
    at.map((us) => opened(patience, us)),
    [0, 0, 1, 0, 2, 4, 8],
  );
});

test('a target that answers within that time gets no more connections, a slower one does', () => {
  for (const [serviceUs, expected] of [
    [200, [0, 0, 0, 0]],
    [50_000, [0, 1, 2, 4]],
  ] as const) {
    const patience = new Patience();
    const counts = [0, 5000, 10_000, 15_000].map((us) => {
      patience.answered(serviceUs, us);
      return opened(patience, us);
    });
    assert.deepEqual(counts, expected, `answers after ${serviceUs} µs`);
  }
});

test('another backlog waits anew', () => {
  const patience = new Patience();
  assert.deepEqual(
    [0, 5000, 10_000, 1_000_000, 1_004_999, 1_005_000].map((us) => opened(patience, us)),
    [0, 1, 2, 0, 0, 1],
  );
});
