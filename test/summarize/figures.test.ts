import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANSWERED, RESULTS, type Tally } from '../../src/model.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { figuresOfEndpoints, figuresOfRun } from '../../src/summarize/figures.ts';
import { batchOf, dropped, type OneOutcome } from './outcomes.ts';

function talliesOf(outcomes: readonly OneOutcome[], warmupUs = 0): Tally[] {
  const accumulator = new Accumulator(warmupUs);
  accumulator.add(batchOf(outcomes));
  return accumulator.tallies();
}

const answers = (endpointId: number, fromUs: number, count: number): OneOutcome[] =>
  Array.from({ length: count }, (_, i) => ({ endpointId, serviceUs: fromUs + i, ttfbUs: 5, lagUs: 10 }));

test('the counts of a run are the sums of those of its endpoints', () => {
  const tallies = talliesOf([
    ...answers(1, 100, 3),
    { endpointId: 2, status: 404 },
    { endpointId: 2 },
    { endpointId: 2, result: 'timeout' },
    dropped('overdue', { endpointId: 1 }),
  ]);
  const result = (name: 'timeout' | 'overdue') => RESULTS.indexOf(name);
  const one = { comparison: 0, count: 1 };
  assert.deepEqual(figuresOfRun(tallies).counts, [
    { result: ANSWERED, status: 200, comparison: 0, count: 4 },
    { ...one, result: ANSWERED, status: 404 },
    { ...one, result: result('timeout'), status: 0 },
    { ...one, result: result('overdue'), status: 0 },
  ]);
  assert.deepEqual(figuresOfEndpoints(tallies, (id) => id === 2).counts, [
    { ...one, result: ANSWERED, status: 200 },
    { ...one, result: ANSWERED, status: 404 },
    { ...one, result: result('timeout'), status: 0 },
  ]);
});

test('any percentile can be asked of any of the four times, of the run and of endpoints together', () => {
  const tallies = talliesOf([...answers(1, 1000, 100), ...answers(2, 2000, 100), ...answers(3, 9000, 100)]);
  const run = figuresOfRun(tallies);
  const near = (actual: number | undefined, wanted: number, share: number) =>
    assert.ok(Math.abs(actual! / wanted - 1) <= share, `${actual} is not about ${wanted}`);
  near(run.times('service')?.getValueAtPercentile(50), 2049, 0.001);
  near(run.times('response')?.getValueAtPercentile(99.9), 9109, 0.001);
  assert.equal(run.times('lag')?.mean, 10);
  const two = figuresOfEndpoints(tallies, (id) => id < 3);
  assert.equal(two.times('ttfb')?.totalCount, 200);
  near(two.times('service')?.getValueAtPercentile(25), 1049, 0.01);
  near(two.times('service')?.getValueAtPercentile(75), 2049, 0.01);
  assert.equal(figuresOfEndpoints(tallies, (id) => id > 3).times('lag'), undefined);
});

test('the longest time of all is exact, and no percentile is beyond it, however many endpoints are put together', () => {
  const longest = [299_001, 16_383_003, 5_000_000_007];
  const tallies = talliesOf(
    longest.map((us, i) => ({ endpointId: i, serviceUs: Math.min(us, 4e9), lagUs: Math.max(0, us - 4e9) })),
  );
  for (const [i, us] of longest.entries()) {
    const one = figuresOfEndpoints(tallies, (id) => id === i);
    assert.equal(one.times('response')?.maxValue, us);
    assert.equal(figuresOfEndpoints(tallies, (id) => id <= i).times('response')?.maxValue, us);
    assert.equal(figuresOfEndpoints(tallies, (id) => id >= i).times('response')?.maxValue, longest[2]);
  }
  assert.equal(figuresOfRun(tallies).times('response')?.maxValue, longest[2]);
});

test('the warm-up is in no tally', () => {
  const tallies = talliesOf([{ dueAtUs: 5 }, { dueAtUs: 15 }], 10);
  assert.equal(figuresOfRun(tallies).counts[0].count, 1);
  assert.equal(figuresOfRun(tallies).times('lag')?.totalCount, 1);
});
