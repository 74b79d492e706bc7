import assert from 'node:assert/strict';
import { test } from 'node:test';
import { studentT } from '../../src/summarize/student-t.ts';

test('critical values are those of the tables', () => {
  for (const [p, degreesOfFreedom, expected] of [
    [0.05, 1, 12.706],
    [0.05, 9, 2.262],
    [0.05, 31, 2.04],
    [0.001, 31, 3.633],
    [0.05, Infinity, 1.96],
  ]) {
    assert.equal(Number(studentT.critical(p, degreesOfFreedom).toFixed(3)), expected);
  }
});

test('p is the share of both tails, and keeps its digits far out', () => {
  assert.equal(studentT.twoSidedP(2.04, 31).toFixed(4), '0.0499');
  assert.equal(studentT.twoSidedP(-2.04, 31).toFixed(4), '0.0499');
  assert.equal(studentT.twoSidedP(8, 31).toPrecision(4), '4.940e-9');
  assert.equal(studentT.twoSidedP(0, 31), 1);
  assert.equal(studentT.twoSidedP(Infinity, 31), 0);
});
