import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../fixtures/make/random.ts';
import type { Percentiles } from '../../src/model.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { batchOf } from './outcomes.ts';

/** By definition: the smallest value that at least this share of all values does not exceed. */
function nearestRank(sorted: readonly number[], percentile: number): number {
  // Less than a count below: 99.9% of 50,000 are 49,950, whatever the last binary digit says.
  const rank = Math.ceil((percentile / 100) * sorted.length - 1e-6);
  return sorted[Math.max(0, rank - 1)];
}

function assertClose(actual: number | null, expected: number, tolerance: number, what: string): void {
  const off = Math.abs(actual! - expected);
  assert.ok(off <= Math.max(1, expected * tolerance), `${what}: ${actual} instead of ${expected}`);
}

function assertPercentiles(actual: Percentiles, values: readonly number[], tolerance: number): void {
  const sorted = [...values].sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  assert.equal(actual.count, values.length);
  assertClose(actual.mean, mean, tolerance, 'mean');
  assertClose(actual.p50, nearestRank(sorted, 50), tolerance, 'p50');
  assertClose(actual.p90, nearestRank(sorted, 90), tolerance, 'p90');
  assertClose(actual.p95, nearestRank(sorted, 95), tolerance, 'p95');
  assertClose(actual.p99, nearestRank(sorted, 99), tolerance, 'p99');
  assertClose(actual.p999, nearestRank(sorted, 99.9), tolerance, 'p999');
  assertClose(actual.max, sorted.at(-1)!, tolerance, 'max');
}

for (const [name, count, draw] of [
  ['one value', 1, () => 1234],
  ['two values', 2, (random) => (random() < 0.5 ? 100 : 10_000_000)],
  ['values that are all the same', 1000, () => 777],
  ['zeros', 100, () => 0],
  ['few small values', 10, (random) => Math.floor(random() * 20)],
  ['even values', 20_000, (random) => Math.floor(random() * 1e6)],
  ['a long tail', 50_000, (random) => Math.min(4e9, Math.floor(100 / (1 - random()) ** 2))],
  ['two humps', 20_000, (random) => Math.floor(random() < 0.9 ? 500 + random() * 100 : 2e6 + random() * 1e5)],
  ['minutes', 5000, (random) => Math.floor(random() * 1.8e9)],
] as const satisfies [string, number, (random: () => number) => number][]) {
  test(`percentiles of ${name} are right to a thousandth, those of endpoints to a hundredth`, () => {
    const random = createRandom(count);
    const outcomes = Array.from({ length: count }, () => ({
      lagUs: draw(random),
      serviceUs: draw(random),
      ttfbUs: draw(random),
      endpointId: random() < 0.5 ? 1 : 2,
    }));
    const accumulator = new Accumulator();
    accumulator.add(batchOf(outcomes));
    const summary = accumulator.summary();
    const response = outcomes.map(({ lagUs, serviceUs }) => lagUs + serviceUs);

    assertPercentiles(
      summary.lagUs,
      outcomes.map(({ lagUs }) => lagUs),
      0.001,
    );
    assertPercentiles(
      summary.serviceTimeUs,
      outcomes.map(({ serviceUs }) => serviceUs),
      0.001,
    );
    assertPercentiles(
      summary.ttfbUs,
      outcomes.map(({ ttfbUs }) => ttfbUs),
      0.001,
    );
    assertPercentiles(summary.responseTimeUs, response, 0.001);
    assert.deepEqual(accumulator.responseTimeUs, summary.responseTimeUs);
    assert.deepEqual(accumulator.lagUs, summary.lagUs);
    for (const endpoint of summary.endpoints) {
      const own = response.filter((_, i) => outcomes[i].endpointId === endpoint.endpointId);
      assertPercentiles(endpoint.responseTimeUs, own, 0.01);
    }
  });
}

test('percentiles never fall, and none is above the maximum', () => {
  const random = createRandom(7);
  const accumulator = new Accumulator();
  for (let i = 0; i < 300; i++) {
    accumulator.add(batchOf([{ serviceUs: Math.floor(random() ** 8 * 4e9) }]));
    const { p50, p90, p95, p99, p999, max } = accumulator.responseTimeUs;
    const rising = [p50!, p90!, p95!, p99!, p999!, max!];
    assert.deepEqual(
      rising,
      [...rising].sort((a, b) => a - b),
    );
  }
});

test('more than an hour, the most that an outcome can hold, is still told', () => {
  const accumulator = new Accumulator();
  accumulator.add(batchOf([{ result: 'timeout', lagUs: 4_294_000_000, serviceUs: 4_294_000_000 }]));
  const { max } = accumulator.summary().responseTimeUs;
  assertClose(max, 8_588_000_000, 0.001, 'max');
});
