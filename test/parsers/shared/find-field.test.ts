import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findField } from '../../../parsers/shared/find-field.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

test('The first field that holds what is wanted counts', () => {
  const find = findField(['a', 'b', 'c'], text);
  assert.equal(find({ c: '3', b: '2' }), '2');
  assert.equal(find({ a: 1, b: null, c: '3' }), '3');
  assert.equal(find({}), undefined);
});

test('A dotted name stands for nested objects and for one key', () => {
  const find = findField(['a.b.c'], text);
  assert.equal(find({ a: { b: { c: 'nested' } } }), 'nested');
  assert.equal(find({ 'a.b.c': 'flat' }), 'flat');
  assert.equal(find({ a: {}, 'a.b.c': 'flat' }), 'flat');
  for (const a of [null, 'text', 7, [], { b: null }, { b: 'text' }]) assert.equal(find({ a }), undefined);
});

test('A field with a neighbour counts only beside it', () => {
  const find = findField([{ key: 'a', beside: 'b.c' }, 'd'], text);
  assert.equal(find({ a: '1', b: { c: 0 }, d: '2' }), '1');
  assert.equal(find({ a: '1', d: '2' }), '2');
});
