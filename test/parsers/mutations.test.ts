import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createRandom, type Random } from '../../fixtures/make/random.ts';
import { formats } from '../../parsers/index.ts';
import { assertWellFormed } from './conformance.ts';

const FIXTURES = ['nginx/access.log', 'nginx/access.json.log', 'apache/access.log'];
const MUTATIONS = 20_000;

for (const format of formats) {
  test(`${format.name} survives ${MUTATIONS} damaged lines`, () => {
    const lines = FIXTURES.flatMap(readLines);
    const random = createRandom(format.name.length);
    const parse = format.open();
    for (let i = 0; i < MUTATIONS; i++) {
      let line = lines[Math.floor(random() * lines.length)]!;
      for (let times = random() * 4; times > 0; times--) line = damage(line, lines, random);
      assertWellFormed(parse(line), line);
    }
  });
}

/** Pieces that mean something to one of the formats. */
const PIECES = [
  '"',
  '\\',
  '\\x',
  '\\x4',
  '\\u',
  '\\ud800',
  '\\u00e9',
  ' ',
  '  ',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '-',
  '\xff',
  '\0',
  '1e999',
];

function damage(line: string, lines: readonly string[], random: Random): string {
  const at = Math.floor(random() * (line.length + 1));
  const length = Math.floor(random() * 12);
  const piece = PIECES[Math.floor(random() * PIECES.length)]!;
  const other = lines[Math.floor(random() * lines.length)]!;
  const kinds = [
    () => line.slice(0, at) + line.slice(at + length),
    () => line.slice(0, at) + piece + line.slice(at),
    () => line.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + line.slice(at + 1),
    () => line.slice(0, at) + other.slice(at),
    () => line.slice(0, at),
    () => line.replaceAll(piece, ''),
  ];
  return kinds[Math.floor(random() * kinds.length)]!();
}

function readLines(path: string): string[] {
  const text = readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'latin1');
  assert.ok(text.endsWith('\n'));
  return text.slice(0, -1).split('\n');
}
