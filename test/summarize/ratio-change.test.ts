import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockTimes } from '../../src/summarize/blocked-times.ts';
import { meanTest } from '../../src/summarize/mean-test.ts';
import { quantileTest } from '../../src/summarize/quantile-test.ts';
import { estimateRatio, ratioChange } from '../../src/summarize/ratio-change.ts';
import type { RatioTest } from '../../src/summarize/ratio-test.ts';
import { createRandom } from './simulated-runs.ts';

const BLOCKS = 32;
const NOTHING = { variance: 0, degreesOfFreedom: Infinity };

/** Times without any order in time. */
function drawTimes(seed: number, count: number, draw: (normal: () => number) => number) {
  const { normal } = createRandom(seed);
  const values = Uint32Array.from({ length: count }, () => draw(normal));
  const ends = Array.from({ length: BLOCKS }, (_, block) => Math.round((count * (block + 1)) / BLOCKS));
  return blockTimes(values, ends);
}

const logNormal = (median: number) => (normal: () => number) => median * Math.exp(0.8 * normal());

function change(test: RatioTest, a: number, b: number) {
  return ratioChange(estimateRatio(test, Math.log(b / a), Math.log(b / a)), NOTHING);
}

test('the interval of a ratio of quantiles holds the truth in 95 of 100 cases, or more', () => {
  let held = 0;
  for (let run = 0; run < 200; run++) {
    const a = drawTimes(run, 2000, logNormal(20_000));
    const b = drawTimes(run + 1000, 2000, logNormal(22_000));
    const { interval } = change(quantileTest(a, b, 0.95, false), a.all.quantile(0.95), b.all.quantile(0.95));
    if (interval[0] <= 0.1 && interval[1] >= 0.1) held++;
  }
  assert.ok(held >= 184 && held <= 200, `${held} of 200`);
});

test('a percentile that jumps over a gap where no times are is no difference', () => {
  // 95% take 1 ms and 5% take 50 ms, give or take a request: the p95 is either.
  const times = (slow: number) => {
    const values = Uint32Array.from(
      { length: 4000 },
      (_, i) => ((i * 37) % 4000 < slow ? 50_000 : 1000) + (i % 100),
    );
    return blockTimes(
      values,
      Array.from({ length: BLOCKS }, (_, block) => (4000 * (block + 1)) / BLOCKS),
    );
  };
  const [a, b] = [times(198), times(202)];
  assert.ok(b.all.quantile(0.95) > 40 * a.all.quantile(0.95));
  const { p, interval } = change(quantileTest(a, b, 0.95, false), a.all.quantile(0.95), b.all.quantile(0.95));
  assert.ok(p > 0.1, `${p}`);
  assert.ok(interval[0] <= 0);
});

test('what both sides have in common falls out where they are paired', () => {
  const { normal } = createRandom(5);
  // Each block has requests of its own kind.
  const kinds = Array.from({ length: 4000 }, (_, i) => Math.exp(0.5 * Math.sin(i / 125)));
  const times = (factor: number) =>
    blockTimes(
      Uint32Array.from(kinds, (kind) => 10_000 * factor * kind * Math.exp(0.05 * normal())),
      Array.from({ length: BLOCKS }, (_, block) => (4000 * (block + 1)) / BLOCKS),
    );
  const [a, b] = [times(1), times(1.02)];
  const sums = (of: typeof a) => ({
    sums: of.blocks.map(({ sum }) => sum),
    counts: of.blocks.map(({ count }) => count),
  });
  const width = (paired: boolean) => {
    const { interval } = change(meanTest(sums(a), sums(b), paired), a.all.mean, b.all.mean);
    return interval[1] - interval[0];
  };
  assert.ok(width(true) < width(false) / 10, `${width(true)} ${width(false)}`);
});

test('what runs differ by widens the interval and raises p', () => {
  const a = drawTimes(1, 4000, logNormal(20_000));
  const b = drawTimes(2, 4000, logNormal(23_000));
  const [inA, inB] = [a.all.quantile(0.5), b.all.quantile(0.5)];
  const estimate = estimateRatio(quantileTest(a, b, 0.5, false), Math.log(inB / inA), Math.log(inB / inA));
  const alone = ratioChange(estimate, NOTHING);
  const wider = ratioChange(estimate, { variance: 0.05 ** 2, degreesOfFreedom: Infinity });
  assert.equal(alone.change, wider.change);
  assert.ok(alone.p < wider.p);
  assert.ok(wider.interval[0] < alone.interval[0] && wider.interval[1] > alone.interval[1]);
});

test('a change of all requests is as far from none as the sample is from that far away', () => {
  const a = drawTimes(3, 4000, logNormal(20_000));
  const b = drawTimes(4, 4000, logNormal(20_000));
  const sampled = Math.log(b.all.quantile(0.5) / a.all.quantile(0.5));
  const estimate = estimateRatio(quantileTest(a, b, 0.5, false), Math.log(1.5), sampled);
  const { change, interval, p } = ratioChange(estimate, NOTHING);
  assert.equal(change.toFixed(6), '0.500000');
  assert.ok(interval[0] > 0.4 && interval[1] < 0.6, `${interval}`);
  assert.ok(p < 1e-6);
});

test('where the test objects to no ratio, the interval has no end', () => {
  const few = (seed: number) => drawTimes(seed, 40, (normal) => 1000 * Math.exp(3 * normal()));
  const [a, b] = [few(1), few(2)];
  const { interval, p } = change(quantileTest(a, b, 0.99, false), a.all.quantile(0.99), b.all.quantile(0.99));
  assert.deepEqual(interval, [-1, Infinity]);
  assert.ok(p > 0.05);
});
