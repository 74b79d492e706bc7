import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LatencyCounts } from '../../src/summarize/latency-counts.ts';
import { percentileCurve } from '../../src/summarize/percentile-curve.ts';

function curveOf(count: number) {
  const counts = new LatencyCounts(3);
  for (let us = 1; us <= count; us++) counts.recordValue(us);
  return percentileCurve(counts.histogram());
}

test('every nine has as many points, and the value at each is that percentile', () => {
  const curve = curveOf(1000);
  assert.equal(curve.length, 31);
  for (const { share, us } of curve)
    assert.ok(Math.abs(us - Math.max(1, share * 1000)) <= 2, `${share}: ${us}`);
  const at = [0, 10, 20, 30].map((i) => Number(curve[i]!.share.toFixed(6)));
  assert.deepEqual(at, [0, 0.9, 0.99, 0.999]);
});

test('a curve ends where nothing was measured beyond', () => {
  assert.equal(curveOf(1).length, 1);
  assert.deepEqual(percentileCurve(undefined), []);
  const values = curveOf(50).map(({ us }) => us);
  assert.deepEqual(
    values,
    values.toSorted((a, b) => a - b),
  );
  assert.ok(values.at(-1)! <= 50);
});
