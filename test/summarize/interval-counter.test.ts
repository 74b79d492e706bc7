import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMPARISONS } from '../../src/model.ts';
import { IntervalCounter } from '../../src/summarize/interval-counter.ts';
import { batchOf, dropped, type OneOutcome } from './outcomes.ts';

const SECOND = 1e6;

function count(outcomes: readonly OneOutcome[], most?: number) {
  const counter = new IntervalCounter(most);
  const batch = batchOf(outcomes);
  batch.comparison.fill(COMPARISONS.indexOf('unexplained'), 0, 1);
  for (let i = 0; i < batch.count; i++) counter.add(batch, i);
  return counter.result();
}

test('of nothing there are no intervals', () => {
  assert.deepEqual(new IntervalCounter().result(), []);
});

test('what was planned counts by when it was due, what was sent by when it was sent', () => {
  const intervals = count([
    { dueAtUs: 0.2 * SECOND, status: 500, bytes: 7, serviceUs: 100 },
    { dueAtUs: 0.9 * SECOND, lagUs: 0.3 * SECOND, status: 200, serviceUs: 100 },
    { dueAtUs: 1.5 * SECOND, result: 'reset', serviceUs: 5 },
    dropped('overdue', { dueAtUs: 1.6 * SECOND }),
  ]);
  assert.deepEqual(
    intervals.map(({ response, lag, ...interval }) => interval),
    [
      {
        startUs: 0,
        lengthUs: SECOND,
        planned: 2,
        answered: 2,
        failed: 0,
        dropped: 0,
        unexplained: 1,
        bytes: 7,
        statusClasses: [0, 1, 0, 0, 1],
        sent: 1,
        inFlight: 0,
      },
      {
        startUs: SECOND,
        lengthUs: SECOND,
        planned: 2,
        answered: 0,
        failed: 1,
        dropped: 1,
        unexplained: 0,
        bytes: 0,
        statusClasses: [0, 0, 0, 0, 0],
        sent: 2,
        inFlight: 0,
      },
    ],
  );
  assert.deepEqual([intervals[0].response?.count, intervals[0].response?.max], [2, 300_100]);
  assert.equal(intervals[1].response, undefined, 'who was reset did not wait');
  assert.equal(intervals[1].lag?.count, 1);
});

test('in flight is what has been sent and not ended by the end of the interval, through silence too', () => {
  const intervals = count([
    { dueAtUs: 0, serviceUs: 4.5 * SECOND },
    { dueAtUs: 0.5 * SECOND, serviceUs: 0.1 * SECOND },
    { dueAtUs: 1.5 * SECOND, serviceUs: 2 * SECOND },
  ]);
  assert.deepEqual(
    intervals.map(({ inFlight }) => inFlight),
    [1, 2, 2, 1, 0],
  );
});

test('a run of any length has a bounded number of intervals, in which nothing is lost', () => {
  const outcomes = Array.from({ length: 1000 }, (_, i) => ({ dueAtUs: i * SECOND, serviceUs: i + 1 }));
  const intervals = count(outcomes, 100);
  assert.equal(intervals.length, 63);
  assert.equal(intervals[0].lengthUs, 16 * SECOND);
  assert.equal(intervals[10].startUs, 160 * SECOND);
  assert.deepEqual(
    intervals.slice(0, -1).map(({ planned, sent, response }) => [planned, sent, response?.count]),
    Array(62).fill([16, 16, 16]),
  );
  assert.equal(intervals.at(-1)?.response?.max, 1000);
});

test('a request that ends where intervals have to double is in one of them with all of it', () => {
  const intervals = count([{}, { dueAtUs: 1.5 * SECOND, serviceUs: 3 * SECOND }], 2);
  assert.deepEqual(
    intervals.map(({ lengthUs, sent, inFlight, response }) => [lengthUs, sent, inFlight, response?.max]),
    [
      [4 * SECOND, 2, 1, 3 * SECOND],
      [4 * SECOND, 0, 0, undefined],
    ],
  );
});
