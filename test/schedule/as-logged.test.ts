import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpRequest, Recorded } from '../../src/model.ts';
import { inOrderOfStart, MAX_WAITING } from '../../src/schedule/log-order.ts';
import { measureLog } from '../../src/schedule/measure-log.ts';
import { type AsLogged, type AsLoggedTally, planAsLogged } from '../../src/schedule/plan-as-logged.ts';
import { SecondSpreader } from '../../src/schedule/spread-seconds.ts';
import { type TimedRequest, timedRequests } from '../../src/schedule/timed-requests.ts';

type Stamp = number | undefined | Recorded;

function request(stamp: Stamp, position: number): HttpRequest {
  return {
    position,
    method: 'GET',
    path: `/${position}`,
    headers: [],
    recorded: typeof stamp === 'object' ? stamp : { startedAtMs: stamp },
    endpoint: { id: 1, method: 'GET', path: '/' },
    requestId: 1,
  };
}

async function* pages(stamps: readonly Stamp[], size = 3): AsyncGenerator<HttpRequest[]> {
  const requests = stamps.map(request);
  for (let i = 0; i < requests.length; i += size) yield requests.slice(i, i + size);
}

async function* passes(stamps: readonly Stamp[], count: number) {
  for (let i = 0; i < count; i++) yield pages(stamps);
}

const flat = async <T>(all: AsyncIterable<readonly T[]>): Promise<T[]> => (await Array.fromAsync(all)).flat();
const times = (all: readonly TimedRequest[]) => all.map(({ startedAtMs }) => startedAtMs);
const positions = (all: readonly TimedRequest[]) => all.map(({ request: { position } }) => position);

async function inOrder(stamps: readonly Stamp[], windowMs: number) {
  let late = 0;
  const count = (n: number) => {
    late += n;
  };
  const ordered = await flat(
    inOrderOfStart(
      timedRequests(pages(stamps), () => {}),
      count,
      windowMs,
    ),
  );
  return { times: times(ordered), positions: positions(ordered), late };
}

test('requests that were logged as they ended come in the order in which they began', async () => {
  const { times, late } = await inOrder([10, 5, 20, 11, 30, 2, 31, 90, 60], 40);
  assert.deepEqual(times, [2, 5, 10, 11, 20, 30, 31, 60, 90]);
  assert.equal(late, 0);
});

test('what began before the window goes at once, and is counted', async () => {
  const { times, positions, late } = await inOrder([0, 100, 200, 300, 400, 50, 500], 100);
  assert.equal(late, 1);
  assert.deepEqual(times, [0, 100, 100, 200, 300, 400, 500]);
  assert.deepEqual(positions, [0, 1, 5, 2, 3, 4, 6]);
});

test('requests of the same time stay in the order of the log', async () => {
  assert.deepEqual((await inOrder([5, 5, 5, 5, 5], 10)).positions, [0, 1, 2, 3, 4]);
});

test('no more than a bounded number of requests waits, however dense the log', async () => {
  let read = 0;
  async function* dense() {
    for (let i = 0; i < 300; i++) {
      read += 1000;
      yield Array.from({ length: 1000 }, (_, j) => request(i, j));
    }
  }
  const ordered = inOrderOfStart(
    timedRequests(dense(), () => {}),
    () => {},
  );
  await ordered.next();
  assert.ok(read > MAX_WAITING && read <= MAX_WAITING + 2000, `${read} read`);
  await ordered.return(undefined);
});

async function timed(stamps: readonly Stamp[]) {
  let untimed = 0;
  const count = (n: number) => {
    untimed += n;
  };
  const all = await flat(timedRequests(pages(stamps), count));
  return { all, untimed };
}

test('a request without a time goes with the one before it, or with the first that has one', async () => {
  const { all, untimed } = await timed([undefined, undefined, 10, undefined, 20]);
  assert.deepEqual(times(all), [10, 10, 10, 10, 20]);
  assert.deepEqual(positions(all), [0, 1, 2, 3, 4]);
  assert.equal(untimed, 3);
});

test('a log without times is refused, short or long; an empty one is not', async () => {
  const refusal = { code: 'input', message: /does not say when/, hint: /--rate 100/ };
  await assert.rejects(timed([undefined, undefined]), refusal);
  async function* endless() {
    while (true) yield [request(undefined, 0)];
  }
  await assert.rejects(flat(timedRequests(endless(), () => {})), refusal);
  assert.deepEqual((await timed([])).all, []);
});

async function spread(stamps: readonly Stamp[]): Promise<number[]> {
  const all = timedRequests(pages(stamps, 2), () => {});
  return times(await flat(inOrderOfStart(new SecondSpreader().spread(all), () => {})));
}

test('requests stamped with one second are spread over it', async () => {
  assert.deepEqual(
    await spread([1000, 1000, 3000, 4000, 4000, 4000, 4000]),
    [1250, 1750, 3500, 4125, 4375, 4625, 4875],
  );
});

test('they are spread together where other seconds stand among them', async () => {
  assert.deepEqual(await spread([1000, 2000, 1000, 2000]), [1250, 1750, 2250, 2750]);
});

test('a second that comes after its neighbours have gone is put in the middle', async () => {
  assert.deepEqual(await spread([1000, 9000, 1000]), [1500, 1500, 9500]);
});

test('where the end is stamped, it is the second of the end that is taken apart', async () => {
  const ended = (endMs: number, durationMs: number) => ({ startedAtMs: endMs - durationMs, durationMs });
  assert.deepEqual(
    await spread([ended(5000, 123.4), ended(5000, 10.7), ended(5000, 2000.1), ended(5000, 0.3)]),
    [5000 + 625 - 2000.1, 5125 - 123.4, 5375 - 10.7, 5875 - 0.3],
  );
});

test('finer stamps are left alone, whole seconds among them too', async () => {
  assert.deepEqual(await spread([1000, 1001, 2000, 2000, 2500]), [1000, 1001, 2000, 2000, 2500]);
});

test('more requests of one second than a log can have do not pile up', async () => {
  let read = 0;
  async function* stuck() {
    while (true) {
      read++;
      yield [request(1000, 0)];
    }
  }
  const all = new SecondSpreader().spread(timedRequests(stuck(), () => {}));
  await all.next();
  assert.equal(read, 100_000);
  await all.return(undefined);
});

const newTally = (): AsLoggedTally => ({ untimed: 0, late: 0, endUs: 0, bySecond: new Map() });

async function due(stamps: readonly number[], how: Partial<AsLogged>, count = 1, tally = newTally()) {
  // Half a millisecond more, so that no stamp is a full second.
  const fine = stamps.map((ms) => ms + 0.5);
  const asLogged = { speed: 1, maxGapMs: Infinity, durationUs: Infinity, ...how };
  const arrivals = await flat(planAsLogged(passes(fine, count), asLogged, tally));
  assert.deepEqual(
    arrivals.map(({ seq }) => seq),
    arrivals.map((_, i) => i),
  );
  return arrivals.map(({ dueAtUs }) => dueAtUs / 1000);
}

test('the log keeps its own timing, from its first request on', async () => {
  const tally = newTally();
  assert.deepEqual(await due([5000, 5010, 6500], {}, 1, tally), [0, 10, 1500]);
  assert.equal(tally.endUs, 2_250_000, 'a mean gap after the last');
  assert.deepEqual(
    [...tally.bySecond],
    [
      [0, 2],
      [1, 1],
    ],
  );
});

test('speed 2 takes half the time, speed 0.5 twice', async () => {
  assert.deepEqual(await due([0, 10, 500], { speed: 2 }), [0, 5, 250]);
  assert.deepEqual(await due([0, 10, 500], { speed: 0.5 }), [0, 20, 1000]);
});

test('a long silence is shortened, what follows moves up', async () => {
  assert.deepEqual(await due([0, 10, 100_010, 100_020], { maxGapMs: 1000 }), [0, 10, 1010, 1020]);
});

test('a log that is started over follows at its mean gap, with its own shape', async () => {
  assert.deepEqual(await due([100, 110, 130], {}, 3), [0, 10, 30, 45, 55, 75, 90, 100, 120]);
});

test('a log of one moment is started over every second', async () => {
  assert.deepEqual(await due([7], { durationUs: 3_500_000 }, 9), [0, 1000, 2000, 3000]);
});

test('nothing is due at or after the duration', async () => {
  const tally = newTally();
  assert.deepEqual(await due([0, 10, 20, 30], { durationUs: 20_000 }, 5, tally), [0, 10]);
  assert.equal(tally.endUs, 20_000);
});

test('a log is measured over one pass and the gap behind it', async () => {
  const pace = await measureLog(pages([0.5, 10.5, 20.5, 3000.5]), Infinity);
  assert.deepEqual(pace, { meanRate: 1, peakRate: 3 });
  const shortened = await measureLog(pages([0.5, 10.5, 20.5, 3000.5]), 10);
  assert.deepEqual(shortened, { meanRate: 100, peakRate: 4 });
});

test('a log of one moment has no shape to scale; one without requests no pace', async () => {
  await assert.rejects(measureLog(pages([1.5, 1.5]), Infinity), {
    code: 'input',
    hint: /without --as-logged/,
  });
  assert.equal(await measureLog(pages([]), Infinity), null);
});
