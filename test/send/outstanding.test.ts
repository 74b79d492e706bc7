import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Arrival, allocateOutcomes, MARKED, type OutcomeBatch } from '../../src/model.ts';
import { Outstanding } from '../../src/send/outstanding.ts';
import { type PackedArrivals, packArrivals } from '../../src/send/pack-arrivals.ts';
import { arrivals, packed, requestAt, unpacked } from './sample-arrivals.ts';

test('what was handed over and has no outcome is owed, in the order of the plan', () => {
  const outstanding = new Outstanding();
  outstanding.add(packed(arrivals(4, 1000)));
  outstanding.add(packed(arrivals(3, 1000, 4000, 4)));
  outstanding.add(packed([]));
  assert.deepEqual(seqs(outstanding, 0), [[], [0, 1, 2, 3, 4, 5, 6]]);
  outstanding.settle(outcomes(5, 0, 2));
  assert.deepEqual(seqs(outstanding, 6), [[1, 3, 4], [6]]);
  outstanding.settle(outcomes(3, 1, 4));
  outstanding.settle(outcomes(6));
  assert.deepEqual(seqs(outstanding, 7), [[], []]);
});

test('a sender of several has every so manyth of the plan', () => {
  const outstanding = new Outstanding();
  const own = (from: number, to: number): Arrival[] =>
    arrivals(to - from, 1000, from * 1000, from).filter(({ seq }) => seq % 3 === 2);
  outstanding.add(packed(own(0, 12)));
  outstanding.add(packed(own(12, 13)));
  outstanding.add(packed(own(13, 30)));
  outstanding.settle(outcomes(29, 2, 14, 20, 5));
  assert.deepEqual(seqs(outstanding, 5), [
    [8, 11],
    [17, 23, 26],
  ]);
});

test('where clients are kept apart, numbers are any, and the sender says with which it has begun', () => {
  const outstanding = new Outstanding();
  const [first, second] = [
    ofSessions([3, 4, 10, 11, 12].map((seq) => [seq, seq === 4 ? undefined : 7])),
    ofSessions([
      [20, 9],
      [27, 9],
    ]),
  ];
  first.begun!.set([1, 0, 1, 0, 1]);
  outstanding.add(first);
  outstanding.add(second);
  assert.deepEqual(seqs(outstanding, 0), [
    [3, 10, 12],
    [4, 11, 20, 27],
  ]);
  const { begun, waiting } = outstanding.split(0);
  assert.deepEqual(
    [...begun, ...waiting].map(({ request }) => request.session),
    [7, 7, 7, undefined, 7, 9, 9],
  );
  outstanding.settle(outcomes(12, 27, 4));
  assert.deepEqual(seqs(outstanding, 99), [
    [3, 10],
    [11, 20],
  ]);
  outstanding.settle(outcomes(20, 3, 11, 10));
  assert.deepEqual(seqs(outstanding, 0), [[], []]);
});

test('outcomes may come in any order, over many pages', () => {
  const outstanding = new Outstanding();
  const all = arrivals(1000, 10);
  for (let i = 0; i < 1000; i += 7) outstanding.add(packed(all.slice(i, i + 7)));
  // 7 and 1000 have no common divisor: each number once.
  const mixed = all.map(({ seq }) => (seq * 7 + 3) % 1000);
  outstanding.settle(outcomes(...mixed.slice(0, 999)));
  assert.deepEqual(seqs(outstanding, 1000), [[mixed[999]], []]);
});

test('what is owed can be handed over once more, and is what it was: described in its pack, or known', () => {
  const full = requestAt(1, {
    method: 'POST',
    path: '/caf\xe9?q=\xff',
    headers: ['X-A', '1', 'x-a', ''],
    host: 'shop.example:8080',
    body: Uint8Array.from([0, 10, 255]),
    marked: MARKED.head,
    recorded: { startedAtMs: 1, status: 404, durationMs: 12.3456 },
    causes: 255,
    requestId: 77,
    endpoint: { id: 9, method: 'POST', path: '/caf\u00e9' },
  });
  const bare = requestAt(2);
  const known = requestAt(3, { path: '/known' });
  const all = [known, full, bare, full, known].map((request, i) => ({
    ...{ seq: 10 + i, dueAtUs: 1000 + i, request },
  }));
  const outstanding = new Outstanding();
  const isKnown = (request: { position: number }) => request.position === 3;
  const pack = packArrivals(all, isKnown, () => true);
  outstanding.add(
    pack,
    all.map(({ request }) => (isKnown(request) ? request : undefined)),
  );
  outstanding.settle(outcomes(12));
  const { begun, waiting } = outstanding.split(1);
  assert.deepEqual(
    [...begun, ...waiting].map(({ seq, dueAtUs }) => [seq, dueAtUs]),
    [10, 11, 13, 14].map((seq) => [seq, seq + 990]),
  );
  const [before, after] = [all.filter(({ seq }) => seq !== 12), [...begun, ...waiting]].map((some) =>
    packArrivals(
      some,
      () => false,
      () => false,
    ),
  );
  assert.deepEqual(after, before);
  assert.equal(unpacked(after!).length, 2);
});

test('of a pack of which little is left for long, the rest is let go; what is left is what it was', async () => {
  const outstanding = new Outstanding();
  const all = arrivals(100, 1000).map((arrival) => ({
    ...{ ...arrival, request: { ...arrival.request, body: new Uint8Array(100_000), headers: ['X', 'y'] } },
  }));
  const bodies = hand(outstanding, packed(all));
  outstanding.settle(outcomes(...all.map(({ seq }) => seq).filter((seq) => seq !== 7 && seq !== 70)));
  outstanding.add(packed(arrivals(200, 1000, 100_000, 100)));
  await collectGarbage();
  assert.ok(bodies.deref() !== undefined, 'more may come soon');
  for (let seq = 100; seq < 200; seq++) outstanding.settle(outcomes(seq));
  await collectGarbage();
  assert.equal(bodies.deref(), undefined);
  assert.deepEqual(seqs(outstanding, 8), [[7], [70, ...Array.from({ length: 100 }, (_, i) => 200 + i)]]);
  const { begun, waiting } = outstanding.split(8);
  const never = () => false;
  assert.deepEqual(
    packArrivals([begun[0]!, waiting[0]!], never, never),
    packArrivals([all[7]!, all[70]!], never, never),
  );
  // What lies about it in memory is no part of it.
  for (const { request } of [begun[0]!, waiting[0]!]) assert.equal(request.body!.buffer.byteLength, 100_000);
  outstanding.settle(outcomes(70, 7));
  assert.equal(outstanding.split(0).waiting.length, 100);
});

function hand(outstanding: Outstanding, pack: PackedArrivals): WeakRef<Uint8Array> {
  outstanding.add(pack);
  return new WeakRef(pack.bodies);
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  // What was looked at in a turn of the event loop is kept until its end.
  await turn();
  gc();
}

function ofSessions(all: readonly (readonly [seq: number, session: number | undefined])[]): PackedArrivals {
  return packArrivals(
    all.map(([seq, session]) => {
      return { seq, dueAtUs: seq, request: requestAt(seq, session === undefined ? {} : { session }) };
    }),
    () => false,
    () => false,
    false,
    true,
  );
}

function seqs(outstanding: Outstanding, taken: number): number[][] {
  const { begun, waiting } = outstanding.split(taken);
  return [begun, waiting].map((list) => list.map(({ seq }) => seq));
}

function outcomes(...all: number[]): OutcomeBatch {
  const batch = allocateOutcomes(0, all.length, all.length);
  batch.seq.set(all);
  return batch;
}
