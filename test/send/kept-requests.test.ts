import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ArrivalQueue } from '../../src/send/arrival-queue.ts';
import { KeptRequests, MAX_POSITIONS } from '../../src/send/kept-requests.ts';
import { packArrivals } from '../../src/send/pack-arrivals.ts';
import type { PackedRequest } from '../../src/send/packed-arrival.ts';
import { requestAt } from './sample-arrivals.ts';

const QUARTER = 8 * 1024 * 1024;

test('what a worker keeps is known of that worker', () => {
  const kept = new KeptRequests();
  assert.ok(kept.keep(requestAt(3), 1));
  assert.deepEqual(
    [kept.has(requestAt(3), 1), kept.has(requestAt(3), 0), kept.has(requestAt(2), 1)],
    [true, false, false],
  );
});

test('no more is kept than there is room for, be it in paths, headers or bodies', () => {
  for (const large of [
    { path: `/${'a'.repeat(QUARTER)}` },
    { headers: ['X', 'a'.repeat(QUARTER)] },
    { body: new Uint8Array(QUARTER) },
  ]) {
    const kept = new KeptRequests();
    const answers = [0, 1, 2, 3].map((position) => kept.keep({ ...requestAt(position), ...large }, 0));
    assert.deepEqual(answers, [true, true, true, false]);
    assert.ok(!kept.has(requestAt(3), 0));
  }
});

test('what a worker kept is gone with it, and makes room for what the next one keeps', () => {
  const kept = new KeptRequests();
  const large = { path: `/${'a'.repeat(QUARTER)}` };
  const keep = (worker: number) =>
    [0, 1, 2, 3].map((position) => kept.keep({ ...requestAt(position), ...large }, worker));
  assert.ok(kept.keep(requestAt(9), 0));
  assert.deepEqual(keep(1), [true, true, true, false]);
  kept.forget(1);
  assert.deepEqual([kept.has(requestAt(0), 1), kept.has(requestAt(9), 0)], [false, true]);
  assert.deepEqual(keep(1), [true, true, true, false]);
});

test('of a log that turns out to be too long nothing is kept, for any worker', () => {
  const kept = new KeptRequests();
  assert.ok(kept.keep(requestAt(0), 0) && kept.keep(requestAt(1), 1));
  assert.ok(kept.keep(requestAt(MAX_POSITIONS - 1), 0));
  assert.ok(!kept.isTooLong && kept.has(requestAt(0), 0));
  assert.ok(!kept.keep(requestAt(MAX_POSITIONS), 0));
  assert.ok(kept.isTooLong);
  assert.deepEqual(
    [kept.has(requestAt(0), 0), kept.has(requestAt(1), 1), kept.keep(requestAt(2), 0)],
    [false, false, false],
  );
});

test('what is sent is what was planned, also around the request that makes the log too long', () => {
  const positions = [0, 1, 0, MAX_POSITIONS - 1, 1, MAX_POSITIONS, 0, 1, MAX_POSITIONS - 1, MAX_POSITIONS, 0];
  for (const pageSize of [1, 2, 3, 11]) {
    const kept = new KeptRequests();
    const queues = [new ArrivalQueue(), new ArrivalQueue()];
    const sent: string[][] = [[], []];
    for (let from = 0; from < positions.length; from += pageSize) {
      for (const [worker, queue] of queues.entries()) {
        const page = positions.slice(from, from + pageSize).map((position, i) => {
          return { seq: from + i, dueAtUs: from + i, request: requestAt(position) };
        });
        const has = (request: PackedRequest) => kept.has(request, worker);
        const keep = (request: PackedRequest) => kept.keep(request, worker);
        queue.push(packArrivals(page, has, keep, kept.isTooLong));
        // The last page waits while the next comes.
        if (from % 2 === 1) while (!queue.empty) sent[worker].push(queue.take().path);
      }
    }
    for (const [worker, queue] of queues.entries()) {
      while (!queue.empty) sent[worker].push(queue.take().path);
      assert.deepEqual(
        sent[worker],
        positions.map((position) => `/${position}`),
      );
    }
  }
});
