import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../parsers/index.ts';
import { checkFormat } from '../../src/parse/check-format.ts';

for (const format of formats) {
  test(`${format.name} keeps what every format owes, with 100,000 damaged lines and samples cut in 40 places`, () => {
    assert.deepEqual(checkFormat(format, { mutations: 100_000, cuts: 40 }), []);
  });
}
