import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ReplayError } from '../../src/errors.ts';
import { readLines } from '../../src/ingest/read-lines.ts';
import { MAX_LINE_LENGTH } from '../../src/ingest/split-lines.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const folder = temporaryDirectory('read-lines');

function fileOf(content: string | Buffer): string {
  const path = join(folder, `${files++}.log`);
  writeFileSync(path, content, typeof content === 'string' ? 'latin1' : undefined);
  return path;
}

let files = 0;

/** What a reader of the pages makes of them: each line with its number, and the numbers of those that were too long. */
async function read(path: string) {
  const lines: [number: number, text: string][] = [];
  const tooLong: number[] = [];
  for await (const page of readLines(path)) {
    assert.equal(page.file, path);
    page.texts.forEach((text, i) => {
      lines.push([page.firstNumber + i, text]);
    });
    for (const place of page.tooLong) tooLong.push(page.firstNumber + place);
  }
  return { lines, tooLong };
}

const texts = (lines: [number, string][]) => lines.map(([, text]) => text);

test('every byte becomes the character of the same number', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x0a));
  const { lines } = await read(fileOf(Buffer.concat([Buffer.from('a'), bytes, Buffer.from('\n')])));
  assert.deepEqual(lines, [[1, `a${bytes.toString('latin1')}`]]);
});

for (const [sentence, content, expected] of [
  ['an empty file has no lines', '', []],
  ['the last line needs no line end', 'a\nb', ['a', 'b']],
  ['a line end at the end begins no line', 'a\nb\n', ['a', 'b']],
  ['CRLF is a line end', 'a\r\nb\r\n', ['a', 'b']],
  ['both line ends may stand in one file', 'a\r\nb\nc\r\n', ['a', 'b', 'c']],
  ['a carriage return within a line is part of it', 'a\rb\n\r\r\n', ['a\rb', '\r']],
  ['blank lines keep their place', '\n\na\n\r\nb\n', ['', '', 'a', '', 'b']],
  ['a line of NUL bytes is blank', 'a\n\0\0\r\nb\0\n', ['a', '', 'b\0']],
  ['UTF-8 stays the bytes it is', Buffer.from('é\n'), ['\xc3\xa9']],
  ['other separators of Unicode end no line', Buffer.from('a\u2028b\x85c\n'), ['a\xe2\x80\xa8b\xc2\x85c']],
] as const) {
  test(sentence, async () => {
    const { lines, tooLong } = await read(fileOf(content as string | Buffer));
    assert.deepEqual(
      lines,
      expected.map((text, i) => [i + 1, text]),
    );
    assert.deepEqual(tooLong, []);
  });
}

test('lines that lie across the chunks of a file are whole, whatever their length', async () => {
  const expected = Array.from({ length: 3000 }, (_, i) => `${i} ${'x'.repeat((i * 37) % 1500)}`);
  const { lines } = await read(fileOf(expected.join('\r\n')));
  assert.deepEqual(texts(lines), expected);
  assert.deepEqual(
    lines.map(([number]) => number),
    expected.map((_, i) => i + 1),
  );
});

test('a line of exactly the greatest length is read', async () => {
  const long = 'x'.repeat(MAX_LINE_LENGTH);
  const { lines, tooLong } = await read(fileOf(`a\n${long}\nb\r\n${long}\r\n${long}`));
  assert.deepEqual(texts(lines), ['a', long, 'b', long, long]);
  assert.deepEqual(tooLong, []);
});

test('NUL bytes before a line are no part of it, however many, and those within it are', async () => {
  const hole = '\0'.repeat(3 * MAX_LINE_LENGTH + 5);
  const { lines, tooLong } = await read(fileOf(`${hole}a\0b\0\n\0c\n${hole}d\n${hole}\ne`));
  assert.deepEqual(texts(lines), ['a\0b\0', 'c', 'd', '', 'e']);
  assert.deepEqual(tooLong, []);
});

const MiB = MAX_LINE_LENGTH;

for (const [sentence, content, expected] of [
  ['a line one byte too long is skipped', `a\n${'x'.repeat(MiB + 1)}\nb\n`, ['a', '', 'b']],
  ['a line of many chunks is skipped', `a\n${'x'.repeat(5 * MiB)}\nb\nc`, ['a', '', 'b', 'c']],
  ['a line that is too long may be the first', `${'x'.repeat(2 * MiB)}\nb\n`, ['', 'b']],
  ['a line that is too long may be the last', `a\n${'x'.repeat(2 * MiB)}\n`, ['a', '']],
  ['a line that is too long may end the file without a line end', `a\n${'x'.repeat(3 * MiB)}`, ['a', '']],
  ['a line just too long may end the file without a line end', `a\n${'x'.repeat(MiB + 1)}`, ['a', '']],
  ['a line that is too long may be all there is', 'x'.repeat(MiB + 1), ['']],
] as const) {
  test(`${sentence}, counted, and keeps its number`, async () => {
    const { lines, tooLong } = await read(fileOf(content));
    assert.deepEqual(
      lines,
      expected.map((text, i) => [i + 1, text]),
    );
    assert.deepEqual(tooLong, [expected.indexOf('' as never) + 1]);
  });
}

test('each of several lines that are too long is counted', async () => {
  const long = 'x'.repeat(2 * MiB + 12_345);
  const { lines, tooLong } = await read(fileOf(`${long}\n${long}\na\n${long}\r\n\nb\n${long}`));
  assert.deepEqual(texts(lines), ['', '', 'a', '', '', 'b', '']);
  assert.deepEqual(tooLong, [1, 2, 4, 7]);
});

for (const [sentence, path, message] of [
  ['a missing file', () => join(folder, 'missing.log'), /missing\.log: no such file/],
  ['a directory', () => folder, /: is a directory/],
  ['a path through a file', () => join(fileOf('a\n'), 'access.log'), /cannot be read \(ENOTDIR\)/],
] as const) {
  test(`${sentence} is an error that names it and says how to mend it`, async () => {
    await assert.rejects(read(path()), (error) => {
      assert.ok(error instanceof ReplayError);
      assert.equal(error.code, 'input');
      assert.match(error.message, message);
      assert.notEqual(error.hint, '');
      return true;
    });
  });
}

test('a file that may not be read is an error that says so', async () => {
  const path = fileOf('a\n');
  chmodSync(path, 0);
  // Root may read anything: for this one test it is somebody else.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    await assert.rejects(read(path), { code: 'input', message: /: may not be read/ });
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

const NOBODY = 65_534;
