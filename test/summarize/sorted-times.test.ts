import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SortedTimes } from '../../src/summarize/sorted-times.ts';

const single = SortedTimes.of(Uint32Array.of(30, 10, 20, 20, 100));
const counted = SortedTimes.ofCounts([
  [20, 2],
  [100, 1],
  [10, 1],
  [30, 1],
]);
const joined = SortedTimes.join([
  SortedTimes.of(Uint32Array.of(100, 20)),
  SortedTimes.of(Uint32Array.of(10, 30, 20)),
]);
const mixed = SortedTimes.join([
  SortedTimes.of(Uint32Array.of(100, 20)),
  SortedTimes.ofCounts([
    [10, 1],
    [30, 1],
    [20, 1],
  ]),
]);

for (const [what, times] of Object.entries({ single, counted, joined, mixed })) {
  test(`times that are ${what} know how many are above a limit, their quantiles and their mean`, () => {
    assert.deepEqual([times.count, times.sum, times.mean], [5, 180, 36]);
    assert.deepEqual(
      [9, 10, 19, 20, 99, 100].map((limit) => times.above(limit)),
      [5, 4, 4, 2, 1, 0],
    );
    assert.deepEqual(
      [0, 0.2, 0.5, 0.6, 0.61, 0.9, 1].map((p) => times.quantile(p)),
      [10, 10, 20, 20, 30, 100, 100],
    );
  });
}

test('of no times there is no quantile', () => {
  const none = SortedTimes.of(new Uint32Array());
  assert.deepEqual([none.count, none.above(1), none.quantile(0.5)], [0, 0, Number.NaN]);
});
