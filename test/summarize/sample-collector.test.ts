import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESULTS } from '../../src/model.ts';
import { SampleCollector } from '../../src/summarize/sample-collector.ts';
import { batchOf, dropped, type OneOutcome } from './outcomes.ts';

function collect(outcomes: readonly OneOutcome[]) {
  const collector = new SampleCollector();
  const batch = batchOf(outcomes);
  for (let i = 0; i < batch.count; i++) collector.add(batch, i);
  return collector.result();
}

test('the slowest are kept by response time, waiting in the generator and timeouts included', () => {
  const outcomes = Array.from({ length: 100 }, (_, seq) => ({ seq, serviceUs: seq * 10 }));
  const { slowest } = collect([
    ...outcomes,
    { seq: 100, lagUs: 5000, serviceUs: 1 },
    { seq: 101, result: 'timeout', serviceUs: 9000 },
    { seq: 102, result: 'reset', serviceUs: 99_000 },
    dropped('overdue', { seq: 103 }),
  ]);
  assert.deepEqual(
    slowest.map(({ seq }) => seq),
    [101, 100, ...Array.from({ length: 18 }, (_, i) => 99 - i)],
  );
  assert.deepEqual([slowest[1]!.lagUs, slowest[1]!.serviceUs, slowest[1]!.ttfbUs], [5000, 1, null]);
});

test('of each way to go wrong the first are kept, and nothing of what went well or was refused', () => {
  const { bad } = collect([
    ...Array.from({ length: 9 }, (_, seq) => ({ seq, status: 503 })),
    ...[{ seq: 20, status: 500 }, { seq: 21, status: 404 }, { seq: 22 }],
    ...[{ seq: 23, result: 'reset' as const }, dropped('in-flight-cap', { seq: 24 })],
  ]);
  assert.deepEqual(
    bad.map(({ seq, result, status }) => [seq, RESULTS[result], status]),
    [
      [20, 'answered', 500],
      ...[0, 1, 2, 3, 4].map((seq) => [seq, 'answered', 503]),
      [23, 'reset', 0],
      [24, 'in-flight-cap', 0],
    ],
  );
});

test('samples do not depend on the order in which outcomes come', () => {
  const outcomes = Array.from({ length: 200 }, (_, seq) => ({
    seq,
    serviceUs: (seq * 7) % 50,
    status: seq % 3 === 0 ? 500 : 200,
  }));
  assert.deepEqual(collect(outcomes.toReversed()), collect(outcomes));
});

test('whatever statuses come back, no more are kept than can be looked at', () => {
  const outcomes = Array.from({ length: 5000 }, (_, seq) => ({ seq, status: 500 + (seq % 500) }));
  assert.equal(collect(outcomes).bad.length, 150);
});
