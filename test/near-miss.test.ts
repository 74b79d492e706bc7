import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearMiss } from '../src/near-miss.ts';

test('a word that was written wrong tells which was meant', () => {
  for (const [written, meant] of [
    ['stauts', 'status'],
    ['cuont', 'count'],
    ['responsetime_ms', 'response_time_ms'],
    ['sec', 'seq'],
  ])
    assert.equal(nearMiss(written, ['seq', 'status', 'count', 'response_time_ms']), meant);
});

test('a word that is like none has no near miss', () => {
  assert.equal(nearMiss('colour', ['seq', 'status']), undefined);
  assert.equal(nearMiss('x'.repeat(100_000), ['seq', 'status']), undefined);
  assert.equal(nearMiss('', ['seq']), undefined);
  assert.equal(nearMiss('seq', []), undefined);
});
