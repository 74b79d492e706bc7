import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nowUs } from '../../src/clock.ts';
import { createWaiter } from '../../src/send/waiter.ts';

for (const [what, nothingInFlight] of [
  ['while requests are in flight', false],
  ['while nothing is in flight', true],
] as const) {
  test(`most calls come at the time, ${what}`, async () => {
    const lateUs: number[] = [];
    for (let i = 0; i < 300; i++) {
      const dueUs = nowUs() + (i % 10) * 1000 + 1;
      await new Promise<void>((resolve) => {
        createWaiter(resolve, nowUs, () => nothingInFlight).wait(dueUs - nowUs());
      });
      lateUs.push(nowUs() - dueUs);
    }
    // A plain timer of a busy machine may be later than that: half of them have to do.
    assert.ok(lateUs.toSorted((a, b) => a - b)[150] < 20_000, `late: ${lateUs}`);
  });
}
