import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawAnswers } from '../../practice/draw-answers.ts';

const MIX = [
  { status: 200, weight: 90 },
  { status: 404, weight: 6 },
  { status: 500, weight: 4 },
];

test('statuses come in proportion to their weights', () => {
  const count = 100_000;
  const draw = drawAnswers(MIX, { min: 0, max: 0 }, 1);
  const seen = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const { status } = draw();
    seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  for (const { status, weight } of MIX) {
    const share = weight / 100;
    const deviations = Math.abs(seen.get(status)! - count * share) / Math.sqrt(count * share * (1 - share));
    assert.ok(deviations < 4, `${status}: ${seen.get(status)} is ${deviations} standard deviations off`);
  }
});

test('weights count by their ratio alone', () => {
  const percent = drawAnswers(MIX, { min: 0, max: 0 }, 5);
  const shares = drawAnswers(
    MIX.map(({ status, weight }) => ({ status, weight: weight / 64 })),
    { min: 0, max: 0 },
    5,
  );
  for (let i = 0; i < 1000; i++) assert.deepEqual(percent(), shares());
});

test('latencies take every whole millisecond of the range, ends included', () => {
  const draw = drawAnswers(MIX, { min: 5, max: 8 }, 1);
  const seen = new Set(Array.from({ length: 1000 }, () => draw().latencyMs));
  assert.deepEqual([...seen].sort(), [5, 6, 7, 8]);
});

test('a range that is narrower than a millisecond still holds', () => {
  const draw = drawAnswers(MIX, { min: 0.25, max: 1.5 }, 1);
  const seen = new Set(Array.from({ length: 1000 }, () => draw().latencyMs));
  assert.deepEqual([...seen].sort(), [0.25, 1.25]);
});

test('another latency leaves the statuses of a seed as they were', () => {
  const fast = drawAnswers(MIX, { min: 0, max: 0 }, 9);
  const slow = drawAnswers(MIX, { min: 5, max: 800 }, 9);
  for (let i = 0; i < 1000; i++) assert.equal(fast().status, slow().status);
});

test('what cannot be answered is rejected before anything starts', () => {
  const none = { min: 0, max: 0 };
  assert.throws(() => drawAnswers([], none, 1), /^RangeError: a practice target needs a status/);
  assert.throws(() => drawAnswers([{ status: 101, weight: 1 }], none, 1), /^RangeError: a status is a whole/);
  assert.throws(
    () => drawAnswers([{ status: 200.5, weight: 1 }], none, 1),
    /^RangeError: a status is a whole/,
  );
  for (const weight of [0, -1, Number.NaN, Infinity]) {
    assert.throws(
      () => drawAnswers([{ status: 200, weight }], none, 1),
      /^RangeError: the weight of status 200/,
    );
  }
  for (const [min, max] of [
    [-1, 0],
    [2, 1],
    [Number.NaN, 1],
    [0, Infinity],
  ] as const) {
    assert.throws(() => drawAnswers(MIX, { min, max }, 1), /^RangeError: a latency runs from/);
  }
});
