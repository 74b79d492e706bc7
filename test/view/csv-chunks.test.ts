import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { type CsvOptions, csvChunks } from '../../src/view/csv-chunks.ts';
import { tableOf } from './table-of.ts';

function csv(table: ReturnType<typeof tableOf>, options?: CsvOptions): string {
  return [...csvChunks(table, options)].join('');
}

const TEXTS = [
  ...['plain', 'a,b', 'say "hi"', 'two\nlines', '\r', '\r\n', ' spaces ', '日本', "'", '=1+1', '"', '",'],
  ...['\t', '\x01\x7f', '\xa0ÿ', '👩‍👩‍👧', '007', '1e5', 'NULL', '\u2028', '\ufeff', ';', '""', 'a"b"c\n,'],
];

test('what is written reads back as it was, and is to the byte what csv-stringify would write', () => {
  const columns = Object.fromEntries(TEXTS.map((_, i) => [`c${i}`, 'text' as const]));
  const text = csv(tableOf(columns, [TEXTS, TEXTS.toReversed()]));
  const rows = [Object.keys(columns), TEXTS, TEXTS.toReversed()];
  assert.equal(text, stringify(rows, { record_delimiter: '\r\n', quote_record_delimiter: true }));
  assert.deepEqual(parse(text, { record_delimiter: '\r\n' }), rows);
});

test('numbers are plain, times ISO 8601 with microseconds, nothing an empty field, empty text a quoted one, and lines end in CRLF', () => {
  const columns = {
    a: 'int32',
    b: 'double',
    c: 'int64',
    d: 'text',
    e: 'text',
    f: 'boolean',
    g: 'time',
    h: 'time',
  } as const;
  const us = Date.parse('2026-01-31T12:00:00Z') * 1000 + 1;
  assert.equal(
    csv(tableOf(columns, [[1, 0.5, 12345678901234, null, '', 1, us, null]])),
    'a,b,c,d,e,f,g,h\r\n1,0.5,12345678901234,,"",1,2026-01-31T12:00:00.000001Z,\r\n',
  );
});

test('a single line break within text is quoted, too: it ends a row for most readers', () => {
  assert.equal(csv(tableOf({ a: 'text', b: 'text' }, [['x\ny', '\r']])), 'a,b\r\n"x\ny","\r"\r\n');
});

test('without rows there is a header, and a name that needs quotes has them', () => {
  assert.equal(csv(tableOf({ a: 'text', 'b,c': 'text' }, [])), 'a,"b,c"\r\n');
});

test('a line is never empty: many readers would leave it out', () => {
  const text = csv(tableOf({ reason: 'text' }, [[null], ['x'], [null]]));
  assert.equal(text, 'reason\r\n""\r\nx\r\n""\r\n');
});

test('every row arrives, once and in order, whatever the pages', () => {
  for (const pageRows of [1, 3, 1000]) {
    const rows = Array.from({ length: 10 }, (_, i) => [i, `/path,${i}`]);
    const text = csv(tableOf({ n: 'int64', path: 'text' }, rows, pageRows));
    assert.deepEqual(
      parse(text, { from: 2, cast: (value, { index }) => (index === 0 ? Number(value) : value) }),
      rows,
    );
  }
});

test('a byte order mark stands before all else, if asked for', () => {
  const bytes = Buffer.from(csv(tableOf({ a: 'text' }, [['ü']]), { bom: true }));
  assert.deepEqual(bytes, Buffer.from('\xef\xbb\xbfa\r\n\xc3\xbc\r\n', 'latin1'));
});

test('where a spreadsheet is to read it, text that it would run is defused, and numbers stay numbers', () => {
  const table = () =>
    tableOf({ n: 'double', t: 'text' }, [
      [-1.5, '=cmd|,"x"'],
      [-2, '-3'],
      [3, '/shop?a=1'],
    ]);
  assert.equal(
    csv(table(), { spreadsheetSafe: true }),
    `n,t\r\n-1.5,"'=cmd|,""x"""\r\n-2,'-3\r\n3,/shop?a=1\r\n`,
  );
  assert.equal(csv(table()), 'n,t\r\n-1.5,"=cmd|,""x"""\r\n-2,-3\r\n3,/shop?a=1\r\n');
});
