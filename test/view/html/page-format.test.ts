import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as terminal from '../../../src/view/format-units.ts';

/** The page has its own, since it runs in a browser: what it shows has to be what a terminal shows. */
const page = await import(new URL('../../../src/view/page/format.js', import.meta.url).href);

const NUMBERS = [
  0, 0.4, 1, 9.994, 9.996, 35.25, 99.94, 99.96, 999.4, 999.6, 1234, 45_678, 999_499, 999_501, 1e6, 7.65e7,
  3.2e9,
];

test('the page shows times, counts, rates, bytes and shares as a terminal does', () => {
  for (const number of NUMBERS) {
    assert.equal(page.formatDuration(number), terminal.formatDuration(number));
    assert.equal(page.formatCount(number), terminal.formatCount(number));
    assert.equal(page.formatRate(number), terminal.formatRate(number));
    assert.equal(page.formatBytes(number), terminal.formatBytes(number));
    for (const whole of [0, 1, number, 1e6]) {
      assert.equal(
        page.formatShare(number, whole).replace(page.NO_VALUE, terminal.NO_VALUE),
        terminal.formatShare(number, whole),
      );
    }
  }
});

test('times at an axis have no idle zeros', () => {
  const told = [0, 100, 1000, 2500, 80_000, 100_000, 1_250_000, 20e6].map(page.formatAxisDuration);
  assert.deepEqual(told, ['0 µs', '100 µs', '1 ms', '2.5 ms', '80 ms', '100 ms', '1.25 s', '20 s']);
});

test('what has no value has a dash', () => {
  for (const format of [page.formatDuration, page.formatCount, page.formatRate, page.formatRatio])
    assert.equal(format(null), '–');
});

test('a moment is told in seconds, minutes and hours from the start', () => {
  const told = [0, 7, 2.5, 59.99, 60, 65, 600, 3600, 7230].map(page.formatMoment);
  assert.deepEqual(told, ['0 s', '7 s', '2.5 s', '59.99 s', '1:00', '1:05', '10:00', '1:00:00', '2:00:30']);
});
