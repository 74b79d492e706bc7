import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from '../../src/clock.ts';
import { createWaiter } from '../../src/send/waiter.ts';

for (const [what, nothingInFlight] of [
  ['while requests are in flight', false],
  ['while nothing is in flight', true],
] as const) {
  test(`it never calls before the time, ${what}`, async () => {
    const lateUs: number[] = [];
    for (const us of [0, 1, 50, 200, 700, 1500, 2499, 2501, 4000, 12_000, 30_000, 3000, 3000, 3000]) {
      const dueUs = nowUs() + us;
      await once(us, nothingInFlight);
      lateUs.push(nowUs() - dueUs);
    }
    assert.ok(Math.min(...lateUs) >= 0, `too early: ${lateUs}`);
  });
}

test('setting another time takes the place of the first', async () => {
  const called: number[] = [];
  const waiter = createWaiter(
    () => called.push(nowUs()),
    nowUs,
    () => false,
  );
  const startUs = nowUs();
  waiter.wait(5000);
  waiter.wait(40_000);
  await sleep(120);
  assert.equal(called.length, 1);
  assert.ok(called[0] >= startUs + 40_000);
});

test('after cancelling, nothing is called, whether it was far off or near', async () => {
  let calls = 0;
  for (const us of [1, 2000, 10_000]) {
    let atUs = 0;
    const waiter = createWaiter(
      () => calls++,
      // The clock stands until it is cancelled: on a busy machine a microsecond may be over before.
      () => atUs,
      () => false,
    );
    waiter.wait(us);
    waiter.cancel();
    waiter.cancel();
    atUs = us;
  }
  await sleep(50);
  assert.equal(calls, 0);
});

test('what is due already is called for at once', () => {
  let calls = 0;
  const waiter = createWaiter(
    () => calls++,
    nowUs,
    () => true,
  );
  waiter.wait(0);
  assert.equal(calls, 1);
});

test('a turn lets the event loop go round before it calls', async () => {
  let calls = 0;
  const called = new Promise<void>((resolve) => {
    createWaiter(
      () => {
        calls++;
        resolve();
      },
      nowUs,
      () => true,
    ).turn();
  });
  assert.equal(calls, 0);
  await called;
  assert.equal(calls, 1);
});

test('the event loop goes on while it waits and requests are in flight', async () => {
  let turns = 0;
  const ticker = setInterval(() => turns++, 1);
  await once(60_000, false);
  clearInterval(ticker);
  assert.ok(turns >= 5, `${turns} turns`);
});

test('while requests are in flight, an alarm wakes it a little before the time', async () => {
  let atUs = 1000;
  let calls = 0;
  const set: number[] = [];
  let ring = () => {};
  const alarm = {
    set: (us: number) => void set.push(us),
    onRing: (heard: () => void) => {
      ring = heard;
    },
  };
  const waiter = createWaiter(
    () => calls++,
    () => atUs,
    () => false,
    { alarm, ringUs: 100, wakeUpUs: 50 },
  );
  waiter.wait(2000);
  await turns();
  assert.deepEqual([set, calls], [[2900], 0]);
  // One that was set before may still ring.
  atUs = 2000;
  ring();
  assert.deepEqual([set, calls], [[2900, 2900], 0]);
  atUs = 2950;
  ring();
  await turns();
  assert.equal(calls, 0, 'from here it looks at the clock');
  atUs = 3000;
  await turns();
  assert.equal(calls, 1);

  waiter.wait(2000);
  waiter.cancel();
  atUs = 9000;
  ring();
  await turns();
  assert.equal(calls, 1, 'it rings for nobody');
  waiter.wait(150);
  atUs = 9150;
  await turns();
  assert.deepEqual([set.length, calls], [3, 2], 'so shortly before the time no alarm is set');
});

async function turns(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}

function once(us: number, nothingInFlight: boolean): Promise<void> {
  return new Promise((resolve) => {
    createWaiter(resolve, nowUs, () => nothingInFlight).wait(us);
  });
}
