import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowBlocks } from '../../src/summarize/row-blocks.ts';
import { batchOf, dropped, type OneOutcome } from './outcomes.ts';

const RANGES = [
  { start: 10, end: 13 },
  { start: 20, end: 23 },
];

function blocksOf(outcomes: readonly (readonly OneOutcome[])[], warmupUs = 0): RowBlocks {
  const blocks = new RowBlocks(RANGES, (id) => id, warmupUs);
  for (const of of outcomes) blocks.add(batchOf(of));
  return blocks;
}

const SAMPLE = blocksOf([
  [
    { seq: 10, dueAtUs: 100, lagUs: 5, serviceUs: 50, endpointId: 1 },
    { seq: 11, dueAtUs: 200, lagUs: 5, serviceUs: 30, endpointId: 2, status: 404 },
    { seq: 12, dueAtUs: 300, lagUs: 5, serviceUs: 40, endpointId: 1, result: 'reset' },
  ],
  [
    { seq: 20, dueAtUs: 400, lagUs: 5, serviceUs: 20, endpointId: 1, result: 'timeout' },
    dropped('overdue', { seq: 22, dueAtUs: 600, endpointId: 2 }),
  ],
]);

test('times are told by block, overall and by endpoint: of answers and of what timed out', () => {
  const all = SAMPLE.times(null, 'response');
  assert.deepEqual([all.all.count, all.all.sum], [3, 55 + 35 + 25]);
  assert.deepEqual(
    all.blocks.map(({ count, sum }) => [count, sum]),
    [
      [2, 90],
      [1, 25],
    ],
  );
  const one = SAMPLE.times(1, 'service');
  assert.deepEqual(
    one.blocks.map(({ count, sum }) => [count, sum]),
    [
      [1, 50],
      [1, 20],
    ],
  );
  assert.equal(SAMPLE.times(7, 'response').all.count, 0);
});

test('shares are counted by block: every outcome in each of the ways that it may be looked at', () => {
  assert.deepEqual(Object.fromEntries(SAMPLE.shares(null)), {
    planned: [3, 2],
    '2xx': [1, 0],
    'status(200)': [1, 0],
    '4xx': [1, 0],
    'status(404)': [1, 0],
    failed: [1, 1],
    dropped: [0, 1],
  });
  assert.deepEqual(Object.fromEntries(SAMPLE.shares(2)), {
    planned: [1, 1],
    '4xx': [1, 0],
    'status(404)': [1, 0],
    dropped: [0, 1],
  });
});

test('the time between requests is that of those that were sent, within each block', () => {
  assert.deepEqual(SAMPLE.gaps(), { sums: [200, 0], counts: [2, 0] });
});

test('what is due in the warm-up is left out', () => {
  const blocks = blocksOf(
    [
      [
        { seq: 10, dueAtUs: 99 },
        { seq: 11, dueAtUs: 100 },
      ],
      [],
    ],
    100,
  );
  assert.equal(blocks.count, 1);
  assert.deepEqual(blocks.shares(null).get('planned'), [1, 0]);
});

test('runs are alike as far as the same endpoint has the same place in both', () => {
  const run = (endpoints: readonly number[]) =>
    blocksOf([endpoints.map((endpointId, i) => ({ seq: 10 + i, endpointId })), []]);
  assert.equal(run([1, 2, 3]).likeness(run([1, 2, 3])), 1);
  assert.equal(run([1, 2, 3]).likeness(run([1, 2, 4])), 2 / 3);
  // What one of them lacks tells nothing.
  assert.equal(run([1, 2, 3]).likeness(run([1, 2])), 1);
  assert.equal(run([]).likeness(run([1])), 0);
});
