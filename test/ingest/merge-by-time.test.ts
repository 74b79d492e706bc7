import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../fixtures/make/random.ts';
import { mergeByTime } from '../../src/ingest/merge-by-time.ts';

interface Item {
  readonly stream: number;
  readonly place: number;
  readonly time?: number;
}

const timeOf = ({ time }: Item) => time;

async function* paged(items: readonly Item[], size: () => number): AsyncGenerator<Item[]> {
  for (let at = 0; at < items.length; ) {
    const end = at + size();
    yield items.slice(at, end);
    at = end;
  }
}

async function merge(streams: readonly (readonly Item[])[], size: () => number): Promise<Item[]> {
  return (
    await Array.fromAsync(
      mergeByTime(
        streams.map((items) => paged(items, size)),
        timeOf,
      ),
    )
  ).flat();
}

test('streams in the order of time come out as a stable sort of all would have them', async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const draw = createRandom(seed);
    const random = (below: number) => Math.floor(draw() * below);
    const streams = Array.from({ length: random(6) }, (_, stream) => {
      let time = random(20);
      return Array.from({ length: random(60) }, (_, place) => {
        time += random(3);
        return { stream, place, time: random(5) === 0 ? undefined : time };
      });
    });
    const keyed = streams.flatMap((items) => {
      let key = Number.NEGATIVE_INFINITY;
      return items.map((item) => {
        key = item.time ?? key;
        return { item, key };
      });
    });
    const expected = keyed.toSorted((a, b) => (a.key === b.key ? 0 : a.key - b.key)).map(({ item }) => item);
    assert.deepEqual(await merge(streams, () => random(9)), expected, `seed ${seed}`);
  }
});

test('a stream keeps its own order where its times go back', async () => {
  const a = [5, 1, 7, 6].map((time, place) => ({ stream: 0, place, time }));
  const b = [2, 6].map((time, place) => ({ stream: 1, place, time }));
  const merged = await merge([a, b], () => 2);
  assert.deepEqual(
    merged.filter(({ stream }) => stream === 0),
    a,
  );
  assert.deepEqual(
    merged.filter(({ stream }) => stream === 1),
    b,
  );
});

test('no stream is read further ahead than a page', async () => {
  const ahead = [0, 0];
  async function* counted(stream: number): AsyncGenerator<Item[]> {
    for (let page = 0; page < 100; page++) {
      ahead[stream] = page;
      yield Array.from({ length: 10 }, (_, i) => ({ stream, place: page * 10 + i, time: page * 10 + i }));
    }
  }
  for await (const page of mergeByTime([counted(0), counted(1)], timeOf)) {
    const { time } = page.at(-1)!;
    for (const pages of ahead) assert.ok(pages <= Math.floor(time! / 10) + 1);
  }
});

test('of streams that are left, all are closed', async () => {
  const closed: number[] = [];
  async function* endless(stream: number): AsyncGenerator<Item[]> {
    try {
      for (let time = 0; ; time++) yield [{ stream, place: time, time }];
    } finally {
      closed.push(stream);
    }
  }
  for await (const [item] of mergeByTime([endless(0), endless(1), endless(2)], timeOf)) {
    if (item.time === 10) break;
  }
  assert.deepEqual(closed.toSorted(), [0, 1, 2]);
});

test('an error of one stream is that of all, and closes the others', async () => {
  let closed = false;
  async function* good(): AsyncGenerator<Item[]> {
    try {
      for (let time = 0; ; time++) yield [{ stream: 0, place: time, time }];
    } finally {
      closed = true;
    }
  }
  async function* bad(): AsyncGenerator<Item[]> {
    yield [{ stream: 1, place: 0, time: 5 }];
    throw new Error('broken');
  }
  await assert.rejects(Array.fromAsync(mergeByTime([good(), bad()], timeOf)), /broken/);
  assert.ok(closed);
});
