import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../practice/seeded-random.ts';
import { CAUSE, type Drift, type OutcomeBatch } from '../../src/model.ts';
import { DriftCounter } from '../../src/summarize/drift-counter.ts';
import { explainChanges } from '../../src/summarize/explain-change.ts';
import { batchOf, dropped, type OneOutcome } from './outcomes.ts';

function compared(outcomes: readonly OneOutcome[]): OutcomeBatch {
  const batch = batchOf(outcomes);
  explainChanges(batch);
  return batch;
}

function drift(outcomes: readonly OneOutcome[], counter = new DriftCounter()): Drift {
  const batch = compared(outcomes);
  for (let i = 0; i < batch.count; i++) counter.add(batch, i);
  return counter.result();
}

/** So many of an outcome. */
const times = (count: number, outcome: OneOutcome) => Array.from({ length: count }, () => outcome);

test('the books of what was compared, and why the rest was not', () => {
  const { compared, same, unexplained, explained, notCompared } = drift([
    ...times(5, { recordedStatus: 200 }),
    ...times(3, { recordedStatus: 304, causes: CAUSE.noConditions }),
    { recordedStatus: 206, causes: CAUSE.noRange },
    ...times(2, { recordedStatus: 200, status: 500 }),
    ...times(4, { status: 200 }),
    { recordedStatus: 200, result: 'timeout' },
    dropped('overdue', { recordedStatus: 200 }),
  ]);
  assert.deepEqual(
    { compared, same, unexplained, explained, notCompared },
    {
      compared: 11,
      same: 5,
      unexplained: 2,
      explained: [
        ['no-conditions', 3],
        ['no-range', 1],
      ],
      notCompared: { noStatus: 4, failed: 1, dropped: 1 },
    },
  );
});

test('cells stand by endpoint and both statuses: the unexplained first, then the explained, then the same', () => {
  const { cells } = drift([
    ...times(9, { recordedStatus: 200, endpointId: 1 }),
    ...times(8, { recordedStatus: 304, endpointId: 1, causes: CAUSE.noConditions }),
    { recordedStatus: 304, endpointId: 1 },
    ...times(2, { recordedStatus: 200, status: 500, endpointId: 2 }),
    ...times(3, { recordedStatus: 200, status: 404, endpointId: 2 }),
  ]);
  assert.deepEqual(
    cells.map(({ endpointId, recorded, replayed, comparison, count }) => [
      ...[endpointId, recorded, replayed, comparison, count],
    ]),
    [
      [2, 200, 404, 'unexplained', 3],
      [2, 200, 500, 'unexplained', 2],
      [1, 304, 200, 'unexplained', 1],
      [1, 304, 200, 'no-conditions', 8],
      [1, 200, 200, 'same', 9],
    ],
  );
});

test('examples are the first three different requests by their place in the plan, in whatever order they end', () => {
  const outcomes = [7, 3, 9, 1, 8, 2, 0, 5].map((seq) => ({
    seq,
    requestId: seq < 2 ? 100 : 100 + seq,
    recordedStatus: 200,
    status: 500,
  }));
  for (const order of [outcomes, outcomes.toReversed(), outcomes.toSorted((a, b) => a.seq - b.seq)]) {
    assert.deepEqual(drift(order).cells[0].examples, [100, 102, 103]);
  }
  assert.deepEqual(drift([{ recordedStatus: 200 }]).cells[0].examples, [], 'what is the same needs none');
});

test('whatever comes, compared = same + unexplained + explained = cells + what is in none', () => {
  const random = seededRandom(11);
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)];
  const statuses = [0, 200, 206, 301, 304, 401, 404, 408, 500];
  const outcomes = Array.from({ length: 5000 }, (_, seq) => ({
    seq,
    recordedStatus: pick(statuses),
    status: pick(statuses.slice(1)),
    endpointId: Math.floor(random() * 40),
    requestId: Math.floor(random() * 500),
    causes: Math.floor(random() * 128),
  }));
  for (const mostCells of [0, 1, 50, 5000]) {
    const { compared, same, unexplained, explained, cells, inNoCell, notCompared } = drift(
      outcomes,
      new DriftCounter(mostCells),
    );
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    const byReason = sum(explained.map(([, count]) => count));
    assert.equal(compared + notCompared.noStatus, outcomes.length);
    assert.equal(same + unexplained + byReason, compared);
    assert.equal(sum(cells.map(({ count }) => count)) + inNoCell, compared);
    assert.ok(cells.length <= mostCells);
    assert.equal(inNoCell === 0, mostCells === 5000);
  }
});

test('durations are compared where the answer is as recorded or none came in time', () => {
  const { durations } = drift([
    ...times(20, { endpointId: 4, recordedStatus: 200, recordedUs: 1000, serviceUs: 2000 }),
    { endpointId: 4, recordedStatus: 200, recordedUs: 9000, serviceUs: 30_000, result: 'timeout' },
    { endpointId: 4, recordedStatus: 200, recordedUs: 9000, serviceUs: 1, result: 'reset' },
    { endpointId: 4, recordedStatus: 200, status: 500, recordedUs: 9000, serviceUs: 1 },
    { endpointId: 4, recordedStatus: 200, serviceUs: 1 },
    { endpointId: 5, recordedStatus: 0, recordedUs: 500, serviceUs: 600 },
    dropped('overdue', { endpointId: 4, recordedUs: 9000 }),
  ]);
  assert.deepEqual([durations.recordedUs.count, durations.replayedUs.count], [22, 22]);
  const [only, ...others] = durations.endpoints;
  assert.deepEqual(others, [], 'an endpoint with fewer than twenty is not told for itself');
  assert.deepEqual([only.endpointId, only.recordedUs.count], [4, 21]);
  const { recordedUs, replayedUs } = only;
  for (const [measured, expected] of [
    [recordedUs.p50, 1000],
    [replayedUs.p50, 2000],
    [replayedUs.max, 30_000],
  ]) {
    assert.ok(Math.abs(measured! / expected! - 1) <= 0.01, `${measured} for ${expected}`);
  }
});
