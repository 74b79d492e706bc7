import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isoTime } from '../../src/view/iso-time.ts';

test('a moment is written to the microsecond, in whatever order they come', () => {
  const iso = isoTime();
  const startUs = Date.UTC(2026, 11, 31, 23, 59, 59) * 1000;
  assert.equal(iso(startUs), '2026-12-31T23:59:59.000000Z');
  assert.equal(iso(startUs + 1), '2026-12-31T23:59:59.000001Z');
  assert.equal(iso(startUs + 1_000_000), '2027-01-01T00:00:00.000000Z');
  assert.equal(iso(startUs + 999_999), '2026-12-31T23:59:59.999999Z');
  assert.equal(iso(0), '1970-01-01T00:00:00.000000Z');
});
