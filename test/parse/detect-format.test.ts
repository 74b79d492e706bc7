import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectFormat } from '../../src/parse/detect-format.ts';
import { wordFormat } from './word-format.ts';

const formats = ['a', 'b', 'c'].map(wordFormat);

for (const [sentence, sample, expected] of [
  ['the format that reads most comes first', ['a /', 'b /', 'b /', 'c /', 'b /'], 'b .6, a .2, c .2'],
  ['formats that read as much stand in the order in which they were given', ['c /', 'a /'], 'a .5, c .5'],
  ['a format that reads nothing is left out', ['a /', 'a /'], 'a 1'],
  ['known garbage counts as read', ['b junk', 'b junk', 'b junk', 'a /'], 'b .75, a .25'],
  ['blank lines count for nothing', ['', 'a /', '', '?', ''], 'a .5'],
  ['lines of no format leave no candidate', ['?', '!'], ''],
  ['blank lines leave no candidate', ['', ''], ''],
  ['without a line there is no candidate', [], ''],
] as const) {
  test(sentence, () => {
    const found = detectFormat(sample, formats).map(
      ({ format, share }) => `${format.name} ${String(share).replace('0.', '.')}`,
    );
    assert.equal(found.join(', '), expected);
  });
}

test('each format begins the sample anew', () => {
  let opened = 0;
  const format = wordFormat('a');
  const counting = {
    ...format,
    open() {
      opened++;
      return format.open();
    },
  };
  detectFormat(['a /', 'a /'], [counting]);
  detectFormat(['a /'], [counting]);
  assert.equal(opened, 2);
});
