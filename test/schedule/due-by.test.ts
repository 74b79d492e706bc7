import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asFastAsAnswered } from '../../src/schedule/as-fast-as-answered.ts';
import { constantRate } from '../../src/schedule/constant-rate.ts';
import { dueBy } from '../../src/schedule/due-by.ts';
import type { Schedule } from '../../src/schedule/schedule.ts';

const bursts: Schedule = { dueAtUs: (seq) => Math.floor(seq / 5) * 1000, count: Infinity };

for (const [name, schedule] of [
  ['an even rate', constantRate(3000, null)],
  ['a slow rate', constantRate(0.5, null)],
  ['more than one a microsecond', constantRate(3e6, null)],
  ['bursts', bursts],
] as const) {
  test(`counting what is due by a time is right for ${name}`, () => {
    for (const planned of [0, 1, 2, 7, 50]) {
      const due = Array.from({ length: planned }, (_, seq) => schedule.dueAtUs(seq));
      const times = [-1, 0, 0.5, 1e12, ...due.flatMap((at) => [at - 1, at, at + 1])];
      for (const time of times) {
        const expected = due.filter((at) => at <= time).length;
        assert.equal(dueBy(schedule, time, planned), expected, `${planned} planned, by ${time}`);
      }
    }
  });
}

test('in a closed loop everything is due at once', () => {
  assert.equal(dueBy(asFastAsAnswered(), 0, 1000), 1000);
});
