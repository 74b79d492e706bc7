import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationMs, type Unit } from '../../../parsers/shared/duration.ts';

test('Durations are read in the unit of their field unless they name another', () => {
  const table: [value: unknown, unit: Unit, ms: number][] = [
    ['0.123', 's', 123],
    [0.000001, 's', 0.001],
    [12, 'ms', 12],
    [1500, 'us', 1.5],
    [20_000_000, 'ns', 20],
    ['0.048180s', 'ms', 48.18],
    ['12.5 ms', 's', 12.5],
    ['7\xb5s', 's', 0.007],
    ['7\xc2\xb5s', 's', 0.007],
  ];
  for (const [value, unit, ms] of table) assert.equal(durationMs(value, unit), ms, String(value));
});

test('What is no duration is none', () => {
  for (const value of ['', '-', -1, '-1', '0.1, 0.2', '1h', Number.POSITIVE_INFINITY, null, undefined, {}]) {
    assert.ok(Number.isNaN(durationMs(value, 's')), String(value));
  }
});
