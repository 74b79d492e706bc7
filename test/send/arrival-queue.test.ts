import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../practice/seeded-random.ts';
import { ArrivalQueue } from '../../src/send/arrival-queue.ts';
import { packArrivals } from '../../src/send/pack-arrivals.ts';
import { arrivals, packed, requestAt } from './sample-arrivals.ts';

test('arrivals come out in the order of the plan, over all pages', () => {
  const queue = new ArrivalQueue();
  queue.push(packed(arrivals(3, 10)));
  queue.push(packed([]));
  queue.push(packed(arrivals(2, 10, 30, 3)));
  assert.deepEqual(takeAll(queue), [
    ...[
      [0, 0, '/0'],
      [1, 10, '/1'],
      [2, 20, '/2'],
      [3, 30, '/3'],
      [4, 40, '/4'],
    ],
  ]);
});

test('an empty queue has nothing due, ever', () => {
  const queue = new ArrivalQueue();
  assert.ok(queue.empty);
  assert.equal(queue.nextDueAtUs, Infinity);
  queue.push(packed([]));
  assert.ok(queue.empty);
  assert.equal(queue.dropAfter(0), 0);
});

test('a request that is kept is described once, and only named afterwards', () => {
  const queue = new ArrivalQueue();
  const kept = requestAt(5, { path: '/kept' });
  const arrival = (seq: number) => ({ seq, dueAtUs: seq, request: kept });
  queue.push(
    packArrivals(
      [arrival(0), arrival(1)],
      () => false,
      () => true,
    ),
  );
  queue.push(
    packArrivals(
      [arrival(2)],
      () => true,
      () => false,
    ),
  );
  assert.deepEqual(
    takeAll(queue).map(([, , path]) => path),
    ['/kept', '/kept', '/kept'],
  );
});

test('what is kept is forgotten when the main thread says so; what waits is not', () => {
  const queue = new ArrivalQueue();
  const arrival = (seq: number, path: string) => ({ seq, dueAtUs: seq, request: requestAt(5, { path }) });
  const [always, never] = [() => true, () => false];
  queue.push(packArrivals([arrival(0, '/kept')], never, always));
  queue.push(packArrivals([arrival(1, '/kept')], always, never));
  queue.push(packArrivals([arrival(2, '/described anew')], never, never, true));
  assert.deepEqual(
    takeAll(queue).map(([, , path]) => path),
    ['/kept', '/kept', '/described anew'],
  );
});

test('a request that is not kept is gone with its page, and described anew', () => {
  const queue = new ArrivalQueue();
  for (const path of ['/before', '/after']) {
    queue.push(packed([{ seq: 0, dueAtUs: 0, request: requestAt(70_000, { path }) }]));
  }
  assert.deepEqual(
    takeAll(queue).map(([, , path]) => path),
    ['/before', '/after'],
  );
});

for (const [title, dueUs, left] of [
  ['between two arrivals', 25, [1, 2]],
  ['at the very moment of one, which is still sent', 30, [1, 2, 3]],
  ['on the border of two pages', 39, [1, 2, 3]],
  ['before all of them', -1, []],
  ['after all of them', 1000, [1, 2, 3, 4, 5]],
] as const) {
  test(`a stop ${title} leaves what is due until then, and tells how many are forgotten`, () => {
    const queue = new ArrivalQueue();
    queue.push(packed(arrivals(4, 10)));
    queue.push(packed(arrivals(2, 10, 40, 4)));
    queue.take();
    assert.equal(queue.dropAfter(dueUs), 5 - left.length);
    assert.deepEqual(
      takeAll(queue).map(([seq]) => seq),
      left,
    );
    assert.equal(queue.dropAfter(-1), 0);
  });
}

test('whatever is pushed, taken and dropped, nothing is lost and nothing comes twice', () => {
  const random = seededRandom(11);
  for (let round = 0; round < 200; round++) {
    const queue = new ArrivalQueue();
    const seen: number[] = [];
    let pushed = 0;
    for (let step = 0; step < 10; step++) {
      const count = Math.floor(random() * 5);
      queue.push(packed(arrivals(count, 1, pushed, pushed)));
      pushed += count;
      for (let n = Math.floor(random() * 5); n > 0 && !queue.empty; n--) seen.push(takeOne(queue)[0]);
    }
    const dueUs = Math.floor(random() * (pushed + 2)) - 1;
    const forgotten = queue.dropAfter(dueUs);
    seen.push(...takeAll(queue).map(([seq]) => seq));
    assert.equal(seen.length + forgotten, pushed);
    assert.deepEqual(
      seen,
      Array.from({ length: seen.length }, (_, i) => i),
    );
    if (forgotten > 0) assert.ok(seen.length >= dueUs + 1);
  }
});

function takeAll(queue: ArrivalQueue): [seq: number, dueAtUs: number, path: string][] {
  const all = [];
  while (!queue.empty) all.push(takeOne(queue));
  return all;
}

function takeOne(queue: ArrivalQueue): [seq: number, dueAtUs: number, path: string] {
  const { nextSeq, nextDueAtUs } = queue;
  return [nextSeq, nextDueAtUs, queue.take().path];
}
