import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Arrival, allocateOutcomes, type OutcomeBatch } from '../../src/model.ts';
import { Outstanding } from '../../src/send/outstanding.ts';
import { arrivals } from './sample-arrivals.ts';

test('what was handed over and has no outcome is owed, in the order of the plan', () => {
  const outstanding = new Outstanding(1);
  outstanding.add(arrivals(4, 1000));
  outstanding.add(arrivals(3, 1000, 4000, 4));
  outstanding.add([]);
  assert.deepEqual(seqs(outstanding, 0), [[], [0, 1, 2, 3, 4, 5, 6]]);
  outstanding.settle(outcomes(5, 0, 2));
  assert.deepEqual(seqs(outstanding, 6), [[1, 3, 4], [6]]);
  outstanding.settle(outcomes(3, 1, 4));
  outstanding.settle(outcomes(6));
  assert.deepEqual(seqs(outstanding, 7), [[], []]);
});

test('a sender of several has every so manyth of the plan', () => {
  const outstanding = new Outstanding(3);
  const own = (from: number, to: number): Arrival[] =>
    arrivals(to - from, 1000, from * 1000, from).filter(({ seq }) => seq % 3 === 2);
  outstanding.add(own(0, 12));
  outstanding.add(own(12, 13));
  outstanding.add(own(13, 30));
  outstanding.settle(outcomes(29, 2, 14, 20, 5));
  assert.deepEqual(seqs(outstanding, 5), [
    [8, 11],
    [17, 23, 26],
  ]);
});

test('where clients are kept apart, numbers are any, and the sender says with which it has begun', () => {
  const outstanding = new Outstanding(2);
  const own = [3, 4, 10, 11, 12].map((seq) => arrivals(1, 0, seq, seq)[0]!);
  const begun = Uint8Array.of(1, 0, 1, 0, 1);
  outstanding.add(own, begun);
  outstanding.add(
    [20, 27].map((seq) => arrivals(1, 0, seq, seq)[0]!),
    new Uint8Array(2),
  );
  assert.deepEqual(seqs(outstanding, 0), [
    [3, 10, 12],
    [4, 11, 20, 27],
  ]);
  outstanding.settle(outcomes(12, 27, 4));
  assert.deepEqual(seqs(outstanding, 99), [
    [3, 10],
    [11, 20],
  ]);
  outstanding.settle(outcomes(20, 3, 11, 10));
  assert.deepEqual(seqs(outstanding, 0), [[], []]);
});

test('outcomes may come in any order, over many pages', () => {
  const outstanding = new Outstanding(1);
  const all = arrivals(1000, 10);
  for (let i = 0; i < 1000; i += 7) outstanding.add(all.slice(i, i + 7));
  // 7 and 1000 have no common divisor: each number once.
  const mixed = all.map(({ seq }) => (seq * 7 + 3) % 1000);
  outstanding.settle(outcomes(...mixed.slice(0, 999)));
  assert.deepEqual(seqs(outstanding, 1000), [[mixed[999]], []]);
});

function seqs(outstanding: Outstanding, taken: number): number[][] {
  const { begun, waiting } = outstanding.split(taken);
  return [begun, waiting].map((list) => list.map(({ seq }) => seq));
}

function outcomes(...all: number[]): OutcomeBatch {
  const batch = allocateOutcomes(0, all.length, all.length);
  batch.seq.set(all);
  return batch;
}
