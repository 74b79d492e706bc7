import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { loadFormat } from '../../src/parse/load-format.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const folder = temporaryDirectory('load-format');

function fileOf(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}

const TYPESCRIPT = `
import type { LogFormat } from 'reprise/parser';
const mine: LogFormat = {
  name: 'mine', title: 'Mine', samples: [],
  open: () => (line: string) => ({ method: 'GET', target: line }),
};
export default mine;
`;

test('a file of TypeScript whose default export is a format is loaded', async () => {
  const format = await loadFormat(fileOf('mine.ts', TYPESCRIPT));
  assert.equal(format.name, 'mine');
  assert.deepEqual(format.open()('/a'), { method: 'GET', target: '/a' });
});

test('a path is taken from the working directory, and may hold any character', async () => {
  const path = fileOf('my format #1 100%.ts', TYPESCRIPT);
  assert.equal((await loadFormat(relative(process.cwd(), path))).name, 'mine');
});

test('a file of JavaScript does as well', async () => {
  const path = fileOf('plain.mjs', 'export default { name: "plain", open: () => () => ({}) };');
  assert.equal((await loadFormat(path)).name, 'plain');
});

for (const [sentence, name, source, reason] of [
  ['a file that is missing', 'missing.ts', null, /cannot be loaded: Cannot find module/],
  ['a file with a syntax error', 'syntax.ts', 'export default {', /cannot be loaded: ./],
  ['TypeScript that cannot be stripped', 'enum.ts', 'export enum A { B }', /cannot be loaded: .*enum/],
  ['a file that throws', 'throws.ts', 'throw new Error("not\\ntoday")', /cannot be loaded: not$/],
  ['a file that throws no error', 'throws-text.ts', 'throw "no"', /cannot be loaded: no$/],
  ['an import that is missing', 'import.ts', 'import "./nope.ts"', /cannot be loaded: Cannot find.*nope/],
  ['no default export', 'named.ts', 'export const format = {}', /default export is not a log format/],
  ['a default export that is null', 'null.ts', 'export default null', /not a log format/],
  ['a format without a name', 'name.ts', 'export default { open: () => () => ({}) }', /not a log format/],
  ['a format that cannot be opened', 'open.ts', 'export default { name: "x" }', /not a log format/],
  [
    'a format that throws when it is opened',
    'opens.ts',
    'export default { name: "x", open() { throw new Error("no"); } }',
    /not a log format/,
  ],
  [
    'a format whose parser is no function',
    'parse.ts',
    'export default { name: "x", open: () => ({}) }',
    /not a log format/,
  ],
] as const) {
  test(`${sentence} is wrong usage, named in one line, with the shape that is wanted`, async () => {
    const path = source === null ? join(folder, name) : fileOf(name, source);
    await assert.rejects(loadFormat(path), (error: Error & { code: string; hint: string }) => {
      assert.equal(error.code, 'usage');
      assert.match(error.message, reason);
      assert.ok(error.message.startsWith(`--parser ${path}: `));
      assert.doesNotMatch(error.message, /\n/);
      assert.match(error.hint, /export default \{ name.*open/);
      return true;
    });
  });
}
