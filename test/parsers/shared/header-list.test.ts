import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerList } from '../../../parsers/shared/header-list.ts';

test('Headers are read from objects, pairs and named values, in their order', () => {
  const expected = [
    ['B', '1'],
    ['A', '2'],
    ['A', '3'],
  ];
  assert.deepEqual(headerList({ B: '1', A: ['2', '3'] }), expected);
  assert.deepEqual(
    headerList([
      ['B', '1'],
      ['A', '2'],
      ['A', '3'],
    ]),
    expected,
  );
  assert.deepEqual(
    headerList([
      { name: 'B', value: '1' },
      { name: 'A', value: ['2', 3] },
    ]),
    expected,
  );
});

test('What is no header is left out', () => {
  const odd = {
    ':path': '/',
    'a b': '1',
    '': '2',
    x: null,
    y: { z: 1 },
    c: ['REDACTED'],
    d: '[Redacted]',
    e: [],
  };
  assert.deepEqual(headerList(odd), []);
  for (const value of [null, undefined, 7, 'a: b', [null, 7, 'x', []]])
    assert.deepEqual(headerList(value), []);
});
