import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rateMade } from '../../src/summarize/rate-made.ts';
import { createRateMeter } from '../../src/summarize/rate-meter.ts';

for (const [sent, sendingUs, expected] of [
  [1000, 10e6, 100],
  [1, 2e6, 0.5],
  [0, 10e6, 0],
  [0, 0, 0],
  [5, 0, 0],
] as const) {
  test(`${sent} requests in ${sendingUs / 1e6} s are ${expected} a second`, () => {
    assert.equal(rateMade({ sent, sendingUs }), expected);
  });
}

test('before time has passed there is no rate', () => {
  assert.equal(createRateMeter().update(0, 0), 0);
  assert.equal(createRateMeter().update(50, 0), 0);
});

test('in the first seconds the rate is that since the start', () => {
  const { update } = createRateMeter(3e6);
  assert.equal(update(50, 0.5e6), 100);
  assert.equal(update(300, 2e6), 150);
});

test('later it is that of the window, whatever was before', () => {
  const { update } = createRateMeter(3e6);
  const countAt = (s: number) => (s <= 10 ? 1000 * s : 10_000 + 100 * (s - 10));
  const rates = Array.from({ length: 26 }, (_, i) => update(countAt((i + 1) / 2), ((i + 1) / 2) * 1e6));
  assert.equal(rates[19], 1000, 'after 10 s');
  assert.equal(rates[25], 100, 'after 13 s');
  const last = update(countAt(13) + 70, 20e6);
  assert.equal(last, 10, 'where readings are rare, since the last one before the window');
});
