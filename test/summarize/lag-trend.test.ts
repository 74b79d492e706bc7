import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LagTrend } from '../../src/summarize/lag-trend.ts';
import { batchOf, dropped } from './outcomes.ts';

const S = 1_000_000;

/** Ten requests a second, whose lag and service time depend on the second of the run. */
function trendOf(
  seconds: number,
  lagUs: (second: number) => number,
  serviceUs: (second: number) => number,
  warmupS = 0,
) {
  const trend = new LagTrend(warmupS * S);
  for (let second = 0; second < seconds; second++) {
    const at = { dueAtUs: second * S, lagUs: lagUs(second), serviceUs: serviceUs(second) };
    trend.add(batchOf(Array.from({ length: 10 }, (_, i) => ({ ...at, dueAtUs: at.dueAtUs + i * 100_000 }))));
  }
  return trend.result();
}

test('it tells the means of the first third and of the last', () => {
  const trend = trendOf(
    30,
    (second) => (second < 10 ? 100 : second < 20 ? 5000 : 700),
    () => 2000,
  );
  assert.deepEqual(trend, { first: { lagUs: 100, serviceUs: 2000 }, last: { lagUs: 700, serviceUs: 2000 } });
});

test('a run of hours is told as exactly, in no more memory', () => {
  const hour = 3600;
  const trend = trendOf(
    3 * hour,
    (second) => (second < 2 * hour ? 100 : 700),
    () => 2000,
  )!;
  assert.equal(trend.first.lagUs, 100);
  assert.equal(trend.last.lagUs, 700);
});

test('the warm-up is left out', () => {
  const trend = trendOf(
    40,
    (second) => (second < 10 ? 99_999 : 100),
    () => 2000,
    10,
  )!;
  assert.equal(trend.first.lagUs, 100);
});

test('of a short run, and of one with few requests, nothing is told', () => {
  assert.equal(
    trendOf(
      8,
      () => 100,
      () => 2000,
    ),
    null,
  );
  const few = new LagTrend(0);
  few.add(batchOf([{ dueAtUs: 0 }, { dueAtUs: 600 * S }]));
  assert.equal(few.result(), null);
});

test('what was not sent, and what was refused, is in no mean', () => {
  const trend = new LagTrend(0);
  for (let second = 0; second < 30; second++) {
    const at = { dueAtUs: second * S, lagUs: 100, serviceUs: 2000 };
    trend.add(batchOf(Array.from({ length: 10 }, () => at)));
    trend.add(batchOf([dropped('overdue', at), { ...at, result: 'connect-refused', serviceUs: 10 }]));
  }
  assert.deepEqual(trend.result()?.last, { lagUs: 100, serviceUs: 2000 });
});
