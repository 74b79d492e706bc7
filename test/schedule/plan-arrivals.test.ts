import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Arrival, HttpRequest } from '../../src/model.ts';
import { evenArrivals } from '../../src/schedule/even-arrivals.ts';
import { PAGE, planArrivals } from '../../src/schedule/plan-arrivals.ts';
import { constant } from '../../src/schedule/shapes.ts';

const request = (position: number): HttpRequest => ({
  position,
  method: 'GET',
  path: '/',
  headers: [],
  recorded: {},
  endpoint: { id: 1, method: 'GET', path: '/' },
  requestId: 1,
});

/** Requests in stretches of these sizes; notes how many stretches were asked for. */
function requestsIn(...sizes: number[]) {
  const source = { asked: 0, stretches: stretches() };
  async function* stretches() {
    let position = 0;
    for (const size of sizes) {
      source.asked++;
      yield Array.from({ length: size }, () => request(position++));
    }
  }
  return source;
}

/** A log that is read once, in these stretches. */
async function* once(stretches: AsyncIterable<readonly HttpRequest[]>) {
  yield stretches;
}

const plan = (sizes: number[], rate: number, durationUs: number | null) =>
  Array.fromAsync(
    planArrivals(
      once(requestsIn(...sizes).stretches),
      evenArrivals(constant(rate, (durationUs ?? Infinity) / 1e6)),
    ),
  );

/** Each request has the next place in the plan, and its due time. */
function assertInOrder(pages: (readonly Arrival[])[], count: number, rate: number): void {
  const arrivals = pages.flat();
  assert.equal(arrivals.length, count);
  arrivals.forEach(({ seq, dueAtUs, request: { position } }, i) => {
    assert.deepEqual([seq, dueAtUs, position], [i, Math.round((i * 1e6) / rate), i]);
  });
}

for (const [sentence, sizes, rate, durationUs, count, pages] of [
  ['a log that ends first ends the plan', [3, 2], 10, 1e6, 5, [3, 2]],
  ['a schedule that ends first ends the plan', [3, 30], 10, 1e6, 10, [3, 7]],
  ['both may end together', [5, 5], 10, 1e6, 10, [5, 5]],
  ['a log without requests is an empty plan', [], 10, 1e6, 0, []],
  ['a schedule without arrivals is an empty plan', [5], 10, 0, 0, []],
  ['stretches without requests make no pages', [0, 2, 0, 1], 10, null, 3, [2, 1]],
  ['long stretches are cut into pages', [2 * PAGE + 1, 1], 1000, null, 2 * PAGE + 2, [PAGE, PAGE, 1, 1]],
  ['a schedule may end within a page', [2 * PAGE], 200, 1e6, 200, [200]],
  ['a schedule may end with a page', [2 * PAGE], PAGE, 1e6, PAGE, [PAGE]],
] as const) {
  test(sentence, async () => {
    const planned = await plan([...sizes], rate, durationUs);
    assert.deepEqual(
      planned.map(({ length }) => length),
      pages,
    );
    assertInOrder(planned, count, rate);
  });
}

test('once the schedule has ended no more of the log is read', async () => {
  const source = requestsIn(5, 5, 5);
  await Array.fromAsync(planArrivals(once(source.stretches), evenArrivals(constant(10, 1))));
  assert.equal(source.asked, 2);
});

test('a page does not wait for more of the log', async () => {
  async function* slow() {
    yield [request(0)];
    await new Promise(() => {});
  }
  const pages = planArrivals(once(slow()), evenArrivals(constant(10, Infinity)));
  assert.equal((await pages.next()).value?.length, 1);
});
