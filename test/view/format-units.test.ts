import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatAskedRate,
  formatBytes,
  formatCount,
  formatDuration,
  formatLocalTime,
  formatRate,
  formatShare,
  formatSpan,
} from '../../src/view/format-units.ts';

test('durations have three significant digits and change unit where four would be needed', () => {
  const shown = [
    0, 0.5, 9.994, 9.996, 42.34, 999.4, 999.6, 1234, 99_960, 999_499, 999_600, 12_345_678, 1.5e9,
  ];
  assert.deepEqual(shown.map(formatDuration), [
    '0 µs',
    '0.50 µs',
    '9.99 µs',
    '10.0 µs',
    '42.3 µs',
    '999 µs',
    '1.00 ms',
    '1.23 ms',
    '100 ms',
    '999 ms',
    '1.00 s',
    '12.3 s',
    '1,500 s',
  ]);
  assert.deepEqual([null, Number.NaN].map(formatDuration), ['-', '-']);
});

test('spans are told in the words of the command line', () => {
  const seconds = [0, 3.24, 59.94, 59.96, 60, 125, 3599.4, 5400, 90_000];
  assert.deepEqual(
    seconds.map((s) => formatSpan(s * 1e6)),
    ['0.0 s', '3.2 s', '59.9 s', '1m00s', '1m00s', '2m05s', '59m59s', '1h30m', '1d01h'],
  );
  assert.equal(formatSpan(null), '-');
});

test('a rate that was asked for has no idle zeros, and one that was made has a decimal', () => {
  assert.deepEqual([100, 12_345.67, 2.5, 0.0166667, 0].map(formatAskedRate), [
    '100/s',
    '12,345.7/s',
    '2.5/s',
    '0.0167/s',
    '0/s',
  ]);
  assert.deepEqual([100, 99.97, 12_345.67, 2.345].map(formatRate), [
    '100.0/s',
    '100.0/s',
    '12,345.7/s',
    '2.35/s',
  ]);
});

test('counts have separators and bytes go in steps of a thousand', () => {
  assert.equal(formatCount(1_234_567), '1,234,567');
  assert.deepEqual([0, 999, 1000, 123_456, 999_600, 1.5e12].map(formatBytes), [
    '0 B',
    '999 B',
    '1.00 kB',
    '123 kB',
    '1.00 MB',
    '1.50 TB',
  ]);
});

test('a share is rounded to nothing or to everything only when it is nothing or everything', () => {
  const parts = [0, 1, 1234, 999_999, 1_000_000];
  assert.deepEqual(
    parts.map((part) => formatShare(part, 1_000_000)),
    ['0.0%', '<0.1%', '0.1%', '>99.9%', '100.0%'],
  );
  assert.equal(formatShare(0, 0), '-');
});

test('a point in time is told on the local clock', () => {
  assert.equal(formatLocalTime(new Date(2026, 6, 12, 4, 3, 2).toISOString()), '2026-07-12 04:03:02');
  assert.equal(formatLocalTime('never'), '-');
});
