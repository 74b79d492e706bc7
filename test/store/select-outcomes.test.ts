import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutcomeBatch } from '../../src/model.ts';
import { selectOutcomes } from '../../src/store/select-outcomes.ts';
import { batchOf } from './samples.ts';

const NAMES = Object.entries(batchOf(0, {}))
  .filter(([, column]) => typeof column === 'object')
  .map(([name]) => name as Exclude<keyof OutcomeBatch, 'worker' | 'count'>);

/** Each column with values of its own. */
const columns = Object.fromEntries(NAMES.map((name, i) => [name, [0, 1, 2, 3].map((row) => i * 10 + row)]));

test('what is selected has all its columns, and a buffer of its own size', () => {
  const batch = batchOf(4, columns, 3, 100);
  const selected = selectOutcomes(batch, (i) => i % 2 === 1);
  assert.deepEqual([selected.worker, selected.count], [3, 2]);
  for (const [i, name] of NAMES.entries()) {
    assert.deepEqual(Array.from(selected[name]), [i * 10 + 1, i * 10 + 3], name);
  }
  assert.equal(NAMES.length, 15);
  assert.ok(selected.seq.buffer.byteLength < 200);
  assert.deepEqual(Array.from(selectOutcomes(batch).seq), [0, 1, 2, 3]);
  assert.equal(selectOutcomes(batch, () => false).count, 0);
});
