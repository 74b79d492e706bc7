import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ndjsonChunks } from '../../src/view/ndjson-chunks.ts';
import { tableOf } from './table-of.ts';

const written = (table: ReturnType<typeof tableOf>) => [...ndjsonChunks(table)].join('');

test('a row is an object on a line of its own, with every column, typed', () => {
  const columns = {
    ...({ n: 'int32', big: 'int64', x: 'double', text: 'text' } as const),
    ...({ none: 'text', at: 'time', no: 'time', yes: 'boolean' } as const),
  };
  const us = Date.parse('2026-01-31T12:00:00Z') * 1000 + 20;
  assert.equal(
    written(tableOf(columns, [[1, 2 ** 40, 0.25, 'a', null, us, null, 1]])),
    '{"n":1,"big":1099511627776,"x":0.25,"text":"a","none":null,"at":"2026-01-31T12:00:00.000020Z","no":null,"yes":true}\n',
  );
});

test('text reads back as it was, and never breaks a line', () => {
  const rows = ['"', '\\', '\n\r\u2028', '\x00\x1f', '日本 👩‍👩‍👧', '\xff', ''].map((text) => [text]);
  const lines = written(tableOf({ 'a "name"': 'text' }, rows, 2))
    .trimEnd()
    .split('\n');
  assert.deepEqual(
    lines.map((line) => Object.values(JSON.parse(line))),
    rows,
  );
});

test('without rows there is nothing', () => {
  assert.equal(written(tableOf({ a: 'text' }, [])), '');
});
