import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { decodeText } from '../../src/ingest/decode-text.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { collectLines } from './collect-lines.ts';

const folder = temporaryDirectory('decode-text');
const path = join(folder, 'access.log');
const text = 'GET /caf\u00e9 200\r\nGET /\u{1f600} 404\nend';
const asUtf8 = Buffer.from(text).toString('latin1').split(/\r?\n/);

function bigEndian(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

for (const [encoding, bytes] of [
  ['UTF-16LE', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16BE', bigEndian(`\ufeff${text}`)],
] as const) {
  test(`${encoding} with its mark becomes UTF-8, and that is said`, async () => {
    writeFileSync(path, bytes);
    assert.deepEqual(await collectLines(path), {
      lines: asUtf8,
      tooLong: [],
      warnings: [`is ${encoding}: it is read as UTF-8, so bytes may differ from what clients sent`],
    });
  });

  test(`${encoding} may lie across chunks in any way, and be packed`, async () => {
    for (let size = 1; size <= bytes.length; size++) {
      const read: Buffer[] = [];
      for await (const chunk of decodeText(inChunks(bytes, size), () => {})) read.push(chunk);
      assert.equal(Buffer.concat(read).toString(), text, `chunks of ${size} bytes`);
    }
    writeFileSync(path, gzipSync(bytes));
    assert.deepEqual((await collectLines(path)).lines, asUtf8);
  });
}

test('half a character at the end of UTF-16 becomes the mark of what cannot be read', async () => {
  writeFileSync(path, Buffer.from('\ufeffab', 'utf16le').subarray(0, 5));
  assert.deepEqual((await collectLines(path)).lines, [Buffer.from('a\ufffd').toString('latin1')]);
});

test('the mark before UTF-8 is taken off, at the start of a file and nowhere else', async () => {
  writeFileSync(path, '\ufeffa\ufeff\n\ufeffb\n');
  const mark = '\xef\xbb\xbf';
  assert.deepEqual(await collectLines(path), { lines: [`a${mark}`, `${mark}b`], tooLong: [], warnings: [] });
});

test('a file of nothing but a mark has no lines', async () => {
  for (const bytes of [
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
    [0xfe, 0xff],
  ]) {
    writeFileSync(path, Buffer.from(bytes));
    assert.deepEqual((await collectLines(path)).lines, []);
  }
});

test('bytes that only begin like a mark stay as they are', async () => {
  for (const line of ['\xef', '\xef\xbb', '\xef\xbb\xbe', '\xfe', '\xff']) {
    writeFileSync(path, line, 'latin1');
    assert.deepEqual(await collectLines(path), { lines: [line], tooLong: [], warnings: [] });
  }
});

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
