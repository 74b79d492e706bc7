import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planBlocks } from '../../src/summarize/plan-blocks.ts';

const lengths = (ranges: readonly { start: number; end: number }[]) =>
  ranges.map(({ start, end }) => end - start);

test('a plan is cut into blocks that follow one another and hold all of it', () => {
  const { ranges, inStep, whole } = planBlocks([1000, 1000], 5000);
  assert.deepEqual([inStep, whole], [true, true]);
  assert.deepEqual(ranges[0], ranges[1]);
  assert.equal(ranges[0].length, 32);
  assert.deepEqual([ranges[0][0].start, ranges[0].at(-1)!.end], [0, 1000]);
  ranges[0].slice(1).forEach(({ start }, i) => {
    assert.equal(start, ranges[0][i].end);
  });
});

test('of a long run whole pieces are taken, evenly over it, and no more than there is room for', () => {
  const { ranges, whole } = planBlocks([10_000_000, 10_000_000], 1_000_000);
  assert.equal(whole, false);
  const taken = lengths(ranges[0]);
  assert.ok(new Set(taken).size === 1 && taken[0] === 31_250, `${taken}`);
  const gaps = ranges[0].slice(1).map(({ start }, i) => start - ranges[0][i].start);
  assert.ok(gaps.every((gap) => Math.abs(gap - 312_500) <= 1));
});

test('a short run has fewer blocks, and one without requests a single empty one', () => {
  assert.equal(planBlocks([95, 95], 1000).ranges[0].length, 9);
  assert.deepEqual(planBlocks([0, 50], 1000).ranges[0], [{ start: 0, end: 0 }]);
});

test('runs of nearly the same length are cut at the same places, others each for itself', () => {
  const near = planBlocks([10_000, 9_950], 1e6);
  assert.deepEqual(near.ranges[0], near.ranges[1]);
  // The end of the longer one is in no block.
  assert.deepEqual([near.inStep, near.whole], [true, false]);
  const far = planBlocks([10_000, 5000], 1e6);
  assert.deepEqual([far.inStep, far.whole], [false, true]);
  assert.deepEqual([far.ranges[0].at(-1)!.end, far.ranges[1].at(-1)!.end], [10_000, 5000]);
  assert.equal(far.ranges[0].length, far.ranges[1].length);
});
