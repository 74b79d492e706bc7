import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adjustPValues } from '../../src/summarize/adjust-p-values.ts';

const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(6)));

test('the n-th smallest of m p-values is multiplied by m / n, and none exceeds one behind it', () => {
  // As R's p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), 'BH') and p.adjust(c(0.2, 0.001, 0.03, 0.9), 'BH') give it.
  assert.deepEqual(rounded(adjustPValues([0.01, 0.02, 0.03, 0.04, 0.05])), [0.05, 0.05, 0.05, 0.05, 0.05]);
  assert.deepEqual(rounded(adjustPValues([0.2, 0.001, 0.03, 0.9])), [0.266667, 0.004, 0.06, 0.9]);
});

test('a single p-value stays as it is, and no values give none', () => {
  assert.deepEqual(adjustPValues([0.3]), [0.3]);
  assert.deepEqual(adjustPValues([]), []);
});
