import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byteArray } from '../../../parsers/shared/byte-array.ts';

test('Each character becomes its byte', () => {
  assert.deepEqual(byteArray('\0a\x7f\xff'), new Uint8Array([0, 97, 127, 255]));
  assert.deepEqual(byteArray(''), new Uint8Array(0));
});
