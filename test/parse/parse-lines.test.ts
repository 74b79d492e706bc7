import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinePage } from '../../src/model.ts';
import { parseLines } from '../../src/parse/parse-lines.ts';
import { wordFormat } from './word-format.ts';

async function parseAll(...pages: LinePage[]) {
  const parsed = await Array.fromAsync(parseLines(stream(pages), wordFormat('a')));
  return parsed.map((page) =>
    page.parsed.map(({ line, result }) => [
      line.number,
      line.text,
      'skipped' in result ? result.skipped : result.target,
    ]),
  );
}

async function* stream(pages: readonly LinePage[]) {
  yield* pages;
}

test('every line comes out with its place, its text and what it is', async () => {
  const texts = ['a /x', 'a junk', 'what'];
  assert.deepEqual(await parseAll({ file: 'f', firstNumber: 7, texts, tooLong: [] }), [
    [
      [7, 'a /x', '/x'],
      [8, 'a junk', 'not-http'],
      [9, 'what', 'not-an-access-line'],
    ],
  ]);
});

test('blank lines keep their place, and are nothing else', async () => {
  const texts = ['', 'a /x', '', ''];
  assert.deepEqual(await parseAll({ file: 'f', firstNumber: 1, texts, tooLong: [] }), [[[2, 'a /x', '/x']]]);
});

test('a line that was too long is skipped as that, at its place, and counted once', async () => {
  const [page] = await parseAll({ file: 'f', firstNumber: 3, texts: ['', 'a /x', '', ''], tooLong: [0, 3] });
  assert.deepEqual(page, [
    [3, '', 'too-long'],
    [4, 'a /x', '/x'],
    [6, '', 'too-long'],
  ]);
});

test('what a format keeps from line to line lasts for the whole pass', async () => {
  const counting = {
    ...wordFormat('n'),
    open: () => {
      let count = 0;
      return () => ({ method: 'GET', target: `/${count++}` });
    },
  };
  const page = (firstNumber: number) => ({ file: 'f', firstNumber, texts: ['x', 'x'], tooLong: [] });
  for (const _pass of [1, 2]) {
    const pages = await Array.fromAsync(parseLines(stream([page(1), page(3)]), counting));
    const targets = pages.flatMap(({ parsed }) =>
      parsed.map(({ result }) => 'target' in result && result.target),
    );
    assert.deepEqual(targets, ['/0', '/1', '/2', '/3']);
  }
});
