import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asFastAsAnswered } from '../../src/schedule/as-fast-as-answered.ts';
import { evenArrivals } from '../../src/schedule/even-arrivals.ts';
import type { Schedule } from '../../src/schedule/schedule.ts';
import { constant } from '../../src/schedule/shapes.ts';

const S = 1e6;

function constantRate(rate: number, durationUs: number | null): Schedule {
  return evenArrivals(constant(rate, (durationUs ?? Infinity) / 1e6));
}

for (const [sentence, rate, durationUs, count, due] of [
  ['one a second for ten seconds is ten, the first at once', 1, 10 * S, 10, [0, S, 2 * S]],
  ['a hundred a second for a second are 10 ms apart', 100, S, 100, [0, 10_000, 20_000]],
  ['three a second stand on thirds of a second', 3, S, 3, [0, 333_333, 666_667]],
  ['three a second for a third of a second is one', 3, S / 3, 1, [0]],
  ['three a second for a little more than a third is two', 3, S / 3 + 1, 2, [0, 333_333]],
  ['one in ten seconds for ten seconds is one', 0.1, 10 * S, 1, [0]],
  ['one in ten seconds for eleven seconds is two', 0.1, 11 * S, 2, [0, 10 * S]],
  ['half a second of one a second is one, due at once', 1, S / 2, 1, [0]],
  ['one and a half a second for a second is two', 1.5, S, 2, [0, 666_667]],
  ['one a minute for an hour is sixty', 1 / 60, 3600 * S, 60, [0, 60 * S, 120 * S]],
  ['seven a minute for a minute is seven', 7 / 60, 60 * S, 7, [0, 8_571_429]],
  ['a rate of a float’s last digit is no arrival more', 0.7, 10 * S, 7, [0, 1_428_571]],
  ['1.1 a second for ten seconds is eleven', 1.1, 10 * S, 11, [0, 909_091]],
  ['the last arrival stands before the end', 10, 250_000, 3, [0, 100_000, 200_000]],
  ['what would be due at the end is left out', 10, 200_000, 2, [0, 100_000]],
  ['no time is no arrival', 100, 0, 0, []],
  ['a million a second are a microsecond apart', S, S, S, [0, 1, 2]],
  ['beyond that several fall on one microsecond', 2 * S, S, 2 * S, [0, 1, 1, 2]],
  ['a hundred thousand a second for a day is not one off', 1e5, 86_400 * S, 8_640_000_000, [0, 10]],
  ['without a duration there is no end', 2, null, Infinity, [0, S / 2]],
] as const) {
  test(sentence, () => {
    const schedule = constantRate(rate, durationUs);
    assert.equal(schedule.count, count);
    assert.deepEqual(
      due.map((_, seq) => schedule.dueAtUs(seq)),
      due,
    );
  });
}

test('over ten million arrivals due times are whole, never go back, and keep to the rate', () => {
  for (const rate of [0.1, 1 / 3, 1, 7, 99.9, 1000, 33_333.3, 1_000_003]) {
    const { dueAtUs } = constantRate(rate, null);
    let before = 0;
    for (let seq = 0; seq < 1e7; seq += 1 + (seq % 997)) {
      const due = dueAtUs(seq);
      if (due < before || !Number.isInteger(due)) assert.fail(`${rate}/s: ${seq} is due at ${due}`);
      before = due;
      assert.ok(Math.abs(due / S - seq / rate) <= 1e-6, `${rate}/s: ${seq} is due at ${due}`);
    }
    for (let seq = 1e7 - 10_000; seq < 1e7; seq++) {
      if (dueAtUs(seq) > dueAtUs(seq + 1)) assert.fail(`${rate}/s: ${seq + 1} is due before ${seq}`);
    }
  }
});

test('as many arrivals are planned as are due before the end', () => {
  for (const rate of [0.3, 1, 2.5, 7, 10, 123]) {
    for (const seconds of [0.1, 0.5, 1, 2, 3.3, 10]) {
      let due = 0;
      while (due / rate < seconds - 1e-9) due++;
      assert.equal(constantRate(rate, seconds * S).count, due, `${rate}/s for ${seconds} s`);
    }
  }
});

test('in a closed loop nothing is due at a time of its own, and nothing ends', () => {
  const { dueAtUs, count } = asFastAsAnswered();
  assert.equal(count, Infinity);
  assert.deepEqual([0, 1, 1e9].map(dueAtUs), [0, 0, 0]);
});
