import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../practice/seeded-random.ts';

test('one seed gives one sequence, which no version may change', () => {
  const random = seededRandom(1);
  const first = Array.from({ length: 4 }, () => Math.floor(random() * 2 ** 32));
  assert.deepEqual(first, [2308299391, 1950625580, 354034397, 661219729]);
});

test('seeds that differ by one, or only above 32 bits, or in sign, give unrelated numbers', () => {
  const seeds = [0, 1, 2, -1, -2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  const firsts = new Set(seeds.map((seed) => seededRandom(seed)()));
  assert.equal(firsts.size, seeds.length);
  // The first numbers of consecutive seeds must themselves look random, not like a ramp.
  const mean = average(Array.from({ length: 10_000 }, (_, seed) => seededRandom(seed)()));
  assert.ok(Math.abs(mean - 0.5) < 0.02, `mean ${mean}`);
});

test('numbers are at least 0, below 1, and spread evenly', () => {
  const random = seededRandom(42);
  const buckets = new Array<number>(64).fill(0);
  const count = 640_000;
  for (let i = 0; i < count; i++) {
    const value = random();
    assert.ok(value >= 0 && value < 1);
    buckets[Math.floor(value * 64)]!++;
  }
  const expected = count / 64;
  const chiSquared = buckets.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
  // 63 degrees of freedom: between 30 and 110 in all but one of ten thousand seeds.
  assert.ok(chiSquared > 30 && chiSquared < 110, `chi² ${chiSquared}`);
});

test('a seed that is no exact whole number is rejected', () => {
  for (const seed of [0.5, Number.NaN, Infinity, 2 ** 53]) {
    assert.throws(() => seededRandom(seed), /^RangeError: a seed is a whole number, not /);
  }
});

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
