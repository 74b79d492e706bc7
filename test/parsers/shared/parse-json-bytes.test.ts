import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJsonBytes } from '../../../parsers/shared/parse-json-bytes.ts';

test('A line in UTF-8 and the same line in escapes hold the same bytes', () => {
  const text = 'a"\\/é日😀\u0000\u007f\u0080\uffff';
  const escaped = Array.from(
    { length: text.length },
    (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`,
  );
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const raw = Buffer.from(JSON.stringify({ a: text }), 'utf8').toString('latin1');
  assert.deepEqual(parseJsonBytes(raw), { a: bytes });
  assert.deepEqual(parseJsonBytes(`{"a":"${escaped.join('')}"}`), { a: bytes });
});

test('Bytes that are no UTF-8 are kept', () => {
  assert.deepEqual(parseJsonBytes('{"a":"\xe9\xff\xfe"}'), { a: '\xe9\xff\xfe' });
});

test('The escapes of a log format without escape=json are mended', () => {
  assert.deepEqual(parseJsonBytes(String.raw`{"a":"\x22\x5Cx22\xC3\x0A"}`), { a: '"\\x22\xc3\n' });
  assert.deepEqual(parseJsonBytes(String.raw`{"a":"\x41\u65e5"}`), { a: 'A\xe6\x97\xa5' });
});

test('What is no JSON object is none', () => {
  for (const line of ['', '{', '[]', '"a"', 'null', '1', '{"a":"\\x"}', '{}{}', 'x {}']) {
    assert.equal(parseJsonBytes(line), undefined, line);
  }
});

test('Integers that a number would round are kept whole, wherever they stand', () => {
  const whole = parseJsonBytes(
    '{"a":9007199254740993,"b": -12345678901234567890,"c":[17952050983420001234],"d":{"e":9007199254740991},"f":1e20,"g":"x:12345678901234567890"}',
  );
  assert.deepEqual(whole, {
    a: 9007199254740993n,
    b: -12345678901234567890n,
    c: [17952050983420001234n],
    d: { e: 9007199254740991 },
    f: 1e20,
    g: 'x:12345678901234567890',
  });
});
