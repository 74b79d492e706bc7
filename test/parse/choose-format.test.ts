import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { chooseFormats } from '../../src/parse/choose-format.ts';
import type { FormatChoice } from '../../src/parse/named-format.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { wordFormat } from './word-format.ts';

const formats = ['a', 'b', 'c'].map(wordFormat);
const plugin = join(temporaryDirectory('choose-format'), 'plugin.ts');
writeFileSync(
  plugin,
  `export default { name: 'mine', title: 'Mine', samples: [], open: () => (line: string) =>
     line.startsWith('mine') ? { method: 'GET', target: '/' } : { skipped: 'not-an-access-line' } };`,
);

const TOOLS = {
  compilers: [],
  formatFromNginxConf: () => assert.fail('no configuration was named'),
  formatFromMap: () => assert.fail('no map was given'),
  redact: (line: string) => line.replaceAll('s3cr3t', 'REDACTED'),
};
const choose = (choice: FormatChoice, sample: readonly string[]) =>
  chooseFormats(choice, formats, [{ log: 'access.log', lines: sample }], TOOLS).then(([reading]) => reading!);

async function names(choice: FormatChoice, sample: readonly string[]): Promise<string[]> {
  return (await choose(choice, sample)).candidates.map(({ format }) => format.name);
}

test('the format is detected, and what else would read some of the log is told', async () => {
  assert.deepEqual(await names({}, ['b /', 'b junk', 'a /']), ['b', 'a']);
});

test('a format that is named is taken, even where another would read more', async () => {
  assert.deepEqual(await names({ format: 'a' }, ['b /', 'b /', 'a /']), ['a']);
});

test('a format of the user’s own is taken alone', async () => {
  assert.deepEqual(await names({ parser: plugin }, ['b /', 'mine']), ['mine']);
});

const LONG = `? ${'x'.repeat(10_000)}`;

for (const [sentence, choice, sample, code, message, hint] of [
  [
    'a format that nobody knows is answered with where those are that there are',
    { format: 'z' },
    ['a /'],
    'usage',
    /^--format z: no such format$/,
    /^reprise inspect --formats lists them.*--parser/,
  ],
  [
    'a format that nobody knows is answered with those that may have been meant',
    { format: 'a-log' },
    ['a /'],
    'usage',
    /^--format a-log: no such format$/,
    /^did you mean a\? /,
  ],
  [
    'a format and a parser at once are refused',
    { format: 'a', parser: plugin },
    ['a /'],
    'usage',
    /--format and --parser/,
    /one/,
  ],
  [
    'a log that no format reads is shown by its first line, with what was tried',
    {},
    ['?? what', '!!'],
    'input',
    /^access\.log: no line of it is a request \(tried a, b, c\); the first is: \?\? what$/,
    /--format.*--parser/,
  ],
  [
    'the line that is shown keeps no secret',
    {},
    ['?? s3cr3t', '!!'],
    'input',
    /the first is: \?\? REDACTED$/,
    /--formats/,
  ],
  [
    'a log that the named format does not read is an error of that format',
    { format: 'c' },
    ['a /'],
    'input',
    /\(tried c\)/,
    /--format/,
  ],
  [
    'a log that the user’s own format does not read names that',
    { parser: plugin },
    ['a /'],
    'input',
    /\(tried mine\)/,
    /./,
  ],
  [
    'a log of known garbage alone has no request',
    {},
    ['a junk', 'a junk'],
    'input',
    /no line of it is a request/,
    /./,
  ],
  ['an empty log is an error that says so', {}, [], 'input', /^access\.log: is empty$/, /name a log/],
  ['a long line is not shown whole', {}, [LONG], 'input', /^.{1,400}$/, /./],
  [
    'a binary file is recognized',
    {},
    ['\x7fELF\x02\x01\x01\x00\x00'],
    'input',
    /^access\.log: is a binary file/,
    /text/,
  ],
  ['text that begins as a packed log may is shown', {}, ['BZhello'], 'input', /the first is: BZhello$/, /./],
] as const) {
  test(sentence, async () => {
    await assert.rejects(choose(choice, sample), { name: 'ReplayError', code, message, hint });
  });
}

test('of many formats that read nothing only their number is told, and which of them come near', async () => {
  const many = Array.from({ length: 40 }, (_, i) => wordFormat(`f${i}`));
  const message = async (sample: readonly string[]) => {
    const error = await chooseFormats({}, many, [{ log: 'access.log', lines: sample }], TOOLS).catch(
      (it: Error) => it,
    );
    assert.ok(error instanceof Error);
    return error.message;
  };
  assert.match(await message(['?? what']), /\(tried 40 formats\); the first is/);
  assert.match(await message(['f7 junk', 'f9 junk', 'f9 junk']), /\(tried 40 formats; nearest: f9, f7\)/);
});

test('a format of the user’s own that throws at a line of the sample is taken: the pass over the log says where', async () => {
  const parser = join(temporaryDirectory('choose-format'), 'throws.ts');
  writeFileSync(parser, 'export default { name: "throws", open: () => () => { throw new Error("no") } };');
  assert.deepEqual(await names({ parser }, ['a /']), ['throws']);
});
