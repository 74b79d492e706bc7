import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stampMs } from '../../../src/parse/unwrap/stamp.ts';

const toUtc = (wallClockMs: number) => wallClockMs - 3_600_000;
const newestMs = Date.UTC(2026, 10, 21);

for (const [stamp, expected] of [
  ['2026-11-20T20:04:58Z', '2026-11-20T20:04:58.000Z'],
  ['2026-11-20T20:04:58.123456789+01:00', '2026-11-20T19:04:58.123Z'],
  ['2026-11-20T20:04:58+0000', '2026-11-20T20:04:58.000Z'],
  ['2026-11-20 20:04:58,5', '2026-11-20T19:04:58.500Z'],
  ['Fri 2026-11-20 20:04:58 UTC', '2026-11-20T20:04:58.000Z'],
  ['Fri 2026-11-20 20:04:58 CET', '2026-11-20T19:04:58.000Z'],
  ['1795205098.342000', '2026-11-20T20:04:58.342Z'],
  ['Nov 20 20:04:58', '2026-11-20T19:04:58.000Z'],
  ['Nov  2 20:04:58.25', '2026-11-02T19:04:58.250Z'],
  ['Nov 20 2019 20:04:58', '2019-11-20T19:04:58.000Z'],
  // Later than the newest line there can be: of the year before.
  ['Dec 31 23:59:59', '2025-12-31T22:59:59.000Z'],
  ['Nov 22 00:30:00', '2026-11-21T23:30:00.000Z'],
  ['Feb 29 12:00:00', '2024-02-29T11:00:00.000Z'],
  ['Feb 30 12:00:00', undefined],
  ['Nov 20 25:00:00', undefined],
  ['Xyz 20 20:04:58', undefined],
  ['[   12.345678]', undefined],
  ['-', undefined],
  ['', undefined],
] as const) {
  test(`the stamp "${stamp}" is ${expected ?? 'no time'}`, () => {
    const ms = stampMs(stamp, { toUtc, newestMs });
    assert.equal(ms === undefined ? undefined : new Date(ms).toISOString(), expected);
  });
}

test('µs are kept, and a stamp without a year is none where nothing tells the year', () => {
  assert.equal(stampMs('2026-11-20T20:04:58.123456789Z'), Date.UTC(2026, 10, 20, 20, 4, 58) + 123.457);
  assert.equal(stampMs('Nov 20 20:04:58'), undefined);
});
