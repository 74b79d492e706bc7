import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defuseFormula } from '../../src/view/defuse-formula.ts';

for (const [what, text, defused] of [
  ['a formula', '=1+1', "'=1+1"],
  ['a plus', '+1', "'+1"],
  ['a minus', '-1', "'-1"],
  ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
  ['a full-width sign', '＝1', "'＝1"],
  ['a tab', '\tx', "'\tx"],
  ['a tab before a formula', '\t=1', "'\t'=1"],
  ['a carriage return', '\rx', "'\rx"],
  ['a line feed', '\nx', "'\nx"],
  ['a formula behind spaces', '  =1', "  '=1"],
  ['a formula behind a quote', '"=1"', `"'=1"`],
  ['a formula behind a semicolon, which begins a cell in many countries', 'a;=1;"@x', `a;'=1;"'@x`],
  ['a formula in a second line', 'a\n=1', "a\n'=1"],
] as const) {
  test(`${what} is defused`, () => {
    assert.equal(defuseFormula(text), defused);
  });
}

test('other text stays as it is', () => {
  for (const text of ['', '/shop?a=1', 'a-b', '1+1', 'GET', 'a@b', '007', ';', 'a; b', "'", ' '])
    assert.equal(defuseFormula(text), text);
});
