import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpRequest } from '../../src/model.ts';
import { inOrderOfStart, type OrderCounts } from '../../src/schedule/log-order.ts';
import { type AsLogged, planAsLogged } from '../../src/schedule/plan-as-logged.ts';
import { spreadSeconds } from '../../src/schedule/spread-seconds.ts';

const ENDPOINT = { id: 1, method: 'GET', path: '/' };

function request(startedAtMs: number | undefined, position = 0): HttpRequest {
  const recorded = { startedAtMs };
  return {
    position,
    method: 'GET',
    path: `/${position}`,
    headers: [],
    recorded,
    endpoint: ENDPOINT,
    requestId: 1,
  };
}

async function* pages(times: readonly (number | undefined)[], size = 3): AsyncGenerator<HttpRequest[]> {
  const requests = times.map(request);
  for (let i = 0; i < requests.length; i += size) yield requests.slice(i, i + size);
}

async function timesInOrder(
  times: readonly (number | undefined)[],
  windowMs: number,
): Promise<{ times: number[]; counts: OrderCounts }> {
  const counts = { untimed: 0, late: 0 };
  const ordered = await Array.fromAsync(inOrderOfStart(pages(times), counts, windowMs));
  return { times: ordered.map(({ startedAtMs }) => startedAtMs), counts };
}

test('requests that were logged as they ended come in the order in which they began', async () => {
  const { times, counts } = await timesInOrder([10, 5, 20, 11, 30, 2, 31, 90, 60], 40);
  assert.deepEqual(times, [2, 5, 10, 11, 20, 30, 31, 60, 90]);
  assert.deepEqual(counts, { untimed: 0, late: 0 });
});

test('what began before the window is sent at once, and counted', async () => {
  const { times, counts } = await timesInOrder([0, 100, 200, 300, 400, 50, 500], 100);
  assert.equal(counts.late, 1);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  assert.equal(times.length, 7);
});

test('requests of the same time stay in the order of the log', async () => {
  const ordered = await Array.fromAsync(inOrderOfStart(pages([5, 5, 5, 5, 5]), { untimed: 0, late: 0 }, 10));
  assert.deepEqual(
    ordered.map(({ request: { position } }) => position),
    [0, 1, 2, 3, 4],
  );
});

test('a request without a time goes with the one before it', async () => {
  const { times, counts } = await timesInOrder([10, undefined, 20], 1000);
  assert.deepEqual(times, [10, 10, 20]);
  assert.equal(counts.untimed, 1);
});

async function spread(times: readonly number[]): Promise<number[]> {
  const timed = times.map((startedAtMs) => ({ request: request(startedAtMs), startedAtMs }));
  async function* source() {
    yield* timed;
  }
  return (await Array.fromAsync(spreadSeconds(source()))).map(({ startedAtMs }) => startedAtMs);
}

test('requests stamped with one second are spread over it', async () => {
  assert.deepEqual(
    await spread([1000, 1000, 3000, 4000, 4000, 4000, 4000]),
    [1250, 1750, 3500, 4125, 4375, 4625, 4875],
  );
});

test('finer stamps are left alone, whole seconds among them too', async () => {
  assert.deepEqual(await spread([1000, 1001, 2000, 2000, 2500]), [1000, 1001, 2000, 2000, 2500]);
});

async function due(times: readonly number[], how: Partial<AsLogged>): Promise<number[]> {
  async function* source() {
    for (const startedAtMs of times) yield { request: request(startedAtMs), startedAtMs };
  }
  const all = { speed: 1, maxGapMs: Infinity, durationUs: Infinity, ...how };
  const arrivals = (await Array.fromAsync(planAsLogged(source(), all))).flat();
  assert.deepEqual(
    arrivals.map(({ seq }) => seq),
    arrivals.map((_, i) => i),
  );
  return arrivals.map(({ dueAtUs }) => dueAtUs / 1000);
}

test('the log keeps its own timing, from its first request on', async () => {
  assert.deepEqual(await due([5000, 5010, 5500], {}), [0, 10, 500]);
});

test('speed 2 takes half the time, speed 0.5 twice', async () => {
  assert.deepEqual(await due([0, 10, 500], { speed: 2 }), [0, 5, 250]);
  assert.deepEqual(await due([0, 10, 500], { speed: 0.5 }), [0, 20, 1000]);
});

test('a long silence is shortened, what follows moves up', async () => {
  assert.deepEqual(await due([0, 10, 100_010, 100_020], { maxGapMs: 1000 }), [0, 10, 1010, 1020]);
});

test('a log that is started over follows at its mean gap', async () => {
  assert.deepEqual(await due([100, 110, 130, 100, 110, 130], {}), [0, 10, 30, 45, 55, 75]);
});

test('nothing is due at or after the duration', async () => {
  assert.deepEqual(await due([0, 10, 20, 30], { durationUs: 20_000 }), [0, 10]);
});
