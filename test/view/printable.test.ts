import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutMiddle } from '../../src/view/cut-middle.ts';
import { printable, printableBytes } from '../../src/view/printable.ts';
import { visibleWidth } from '../../src/view/visible-width.ts';

test('whatever acts on a terminal is shown instead of sent', () => {
  const cases = [
    ['\x1b[2J\x07', '\\x1b[2J\\x07'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\x9b31m', '\\x9b31m'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
    ['\u2028\u00a0\u3164', '\\u{2028}\\xa0\\u{3164}'],
    ['\ud800', '\\u{d800}'],
    ['\u{e0041}', '\\u{e0041}'],
  ] as const;
  for (const [text, shown] of cases) assert.equal(printable(text), shown);
});

test('harmless text is shown as it is', () => {
  for (const text of ['/a?b=c&d=%20', 'café', '日本語', 'naïve 🙂', 'न\u094dते'])
    assert.equal(printable(text), text);
});

test('marks do not pile up over the lines above', () => {
  assert.equal(printable(`e${'\u0301'.repeat(500)}!`), 'e\u0301\u0301\u0301!');
});

test('bytes of a log are decoded as UTF-8 where they are UTF-8', () => {
  assert.equal(printableBytes('/caf\xc3\xa9/\xe6\x97\xa5'), '/café/日');
  assert.equal(printableBytes('/caf\xe9'), '/café');
  assert.equal(printableBytes('/日本'), '/日本');
  assert.equal(printableBytes('\xe2\x80\xae'), '\\u{202e}');
  assert.equal(printableBytes('\xc2\x9b2J'), '\\x9b2J');
});

test('width counts columns and no colours', () => {
  const cases = [
    ['abc', 3],
    ['日本', 4],
    ['🙂', 2],
    ['e\u0301', 1],
    ['\x1b[31mred\x1b[39m', 3],
    ['한글', 4],
    ['Ａ', 2],
    ['µ…', 2],
  ] as const;
  for (const [text, width] of cases) assert.equal(visibleWidth(text), width, text);
});

test('a long text loses its middle and never exceeds its width', () => {
  assert.equal(cutMiddle('/a/b', 4), '/a/b');
  assert.equal(cutMiddle('/one/two/three', 9), '/one…hree');
  for (const text of ['日本語日本語日本語', 'e\u0301'.repeat(40), 'x'.repeat(100_000), '🙂'.repeat(20)]) {
    for (let width = 1; width < 30; width++) {
      const cut = cutMiddle(text, width);
      assert.ok(visibleWidth(cut) <= width, `${cut} in ${width}`);
    }
  }
});
