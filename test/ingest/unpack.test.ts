import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { easyBufferEncode, initModule } from 'node-liblzma/wasm';
import { endWithTest } from '../helpers/end-with-test.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { collectLines } from './collect-lines.ts';

await initModule();
const packXz = (bytes: Buffer): Buffer => Buffer.from(easyBufferEncode(bytes, 6));
const folder = temporaryDirectory('unpack');
const expected = Array.from({ length: 60_000 }, (_, i) => `line ${i}`);
const content = Buffer.from(`${expected.join('\n')}\n`);

const packed: Readonly<Record<string, Buffer>> = {
  gzip: gzipSync(content),
  zstd: zstdCompressSync(content, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
  xz: packXz(content),
  // `seq -f 'line %.0f' 0 59999 | bzip2 -1`: six blocks.
  bzip2: readFileSync(new URL('./fixtures/lines.bz2', import.meta.url)),
};

let files = 0;
function fileOf(bytes: Buffer): string {
  const path = join(folder, `${files++}.log`);
  writeFileSync(path, bytes);
  return path;
}

/** The lines that were read are those that the file begins with; the last may be cut. */
function assertBeginning(lines: readonly string[]): void {
  const last = lines.length - 1;
  // One by one: a difference between long lists takes minutes to be shown.
  for (let i = 0; i < last; i++) assert.equal(lines[i], expected[i]);
  if (last >= 0) assert.ok(expected[last].startsWith(lines[last]));
}

function damage(bytes: Buffer, at: number): Buffer {
  const damaged = Buffer.from(bytes);
  damaged[at] ^= 0xff;
  return damaged;
}

for (const [packing, bytes] of Object.entries(packed)) {
  test(`${packing} is known by its bytes, whatever the file is called`, async () => {
    assert.deepEqual(await collectLines(fileOf(bytes)), { lines: expected, tooLong: [], warnings: [] });
  });

  test(`${packing} may be several archives, one behind the other`, async () => {
    const { lines, warnings } = await collectLines(fileOf(Buffer.concat([bytes, bytes, bytes])));
    assert.equal(lines.join(), [...expected, ...expected, ...expected].join());
    assert.deepEqual(warnings, []);
  });

  test(`of ${packing} that is cut off, what there is is used, and the fault is said`, async () => {
    const { lines, warnings } = await collectLines(fileOf(bytes.subarray(0, Math.floor(bytes.length * 0.8))));
    assert.ok(lines.length > 0, `${lines.length} lines`);
    assertBeginning(lines);
    assert.deepEqual(warnings, [
      `is cut off: its ${packing} data do not end; what could be unpacked is used`,
    ]);
  });

  test(`${packing} cut off anywhere near its ends is never an error`, async () => {
    const lengths = [
      ...Array.from({ length: 24 }, (_, i) => 6 + i),
      ...[40, 17, 12, 9, 8, 5, 3, 2, 1].map((n) => bytes.length - n),
    ];
    for (const length of lengths) {
      const { lines, warnings } = await collectLines(fileOf(bytes.subarray(0, length)));
      assertBeginning(lines);
      assert.equal(warnings.length, 1, `${length} bytes`);
    }
  });

  test(`of damaged ${packing}, what comes before the damage is used, and the fault is said`, async () => {
    const { lines, warnings } = await collectLines(fileOf(damage(bytes, Math.floor(bytes.length * 0.7))));
    assert.ok(lines.length < 100_000);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /is damaged: .*; what could be unpacked is used$/);
  });

  test(`${packing} of nothing is a log of nothing`, async () => {
    const none = { gzip: gzipSync, zstd: zstdCompressSync, xz: packXz, bzip2: () => EMPTY_BZIP2 }[packing]!;
    const empty = { lines: [], tooLong: [], warnings: [] };
    assert.deepEqual(await collectLines(fileOf(none(Buffer.alloc(0)) as Buffer)), empty);
  });
}

const EMPTY_BZIP2 = Buffer.from('425a683917724538509000000000', 'hex');

for (const packing of ['gzip', 'bzip2', 'zstd', 'xz'] as const) {
  test(`what hangs on behind ${packing} takes no line away`, async () => {
    const { lines } = await collectLines(fileOf(Buffer.concat([packed[packing], Buffer.from('garbage\n')])));
    assert.deepEqual(lines, expected);
  });
}

for (const packing of ['gzip', 'zstd'] as const) {
  test(`a wrong check sum at the end of ${packing} is said, and takes no line away`, async () => {
    const small =
      packing === 'gzip'
        ? gzipSync('a\nb\n')
        : zstdCompressSync('a\nb\n', { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
    const { lines, warnings } = await collectLines(
      fileOf(damage(small, small.length - (packing === 'gzip' ? 8 : 4))),
    );
    assert.deepEqual(lines, ['a', 'b']);
    assert.match(warnings[0], /^is damaged: /);
  });
}

test('a frame that zstd says to pass over is passed over', async () => {
  const skippable = Buffer.concat([Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0]), Buffer.from('xyz')]);
  const { lines } = await collectLines(fileOf(Buffer.concat([skippable, packed.zstd, skippable])));
  assert.deepEqual(lines, expected);
});

test('text that begins like an archive is text', async () => {
  for (const line of ['BZh9 is a word', 'PK', 'Rar!', '\x1f\x8b', '7z', '(\xb5']) {
    assert.deepEqual((await collectLines(fileOf(Buffer.from(line, 'latin1')))).lines, [line]);
  }
});

for (const [sentence, bytes, message] of [
  ['a zip archive', Buffer.from('PK\x03\x04 and so on'), /is a zip archive, not a log/],
  ['a packed tar archive', gzipSync(Buffer.from(`${'name'.padEnd(257, '\0')}ustar\0`)), /is a tar archive/],
  ['a systemd journal', Buffer.from('LPKSHHRH\0\0\0\0'), /is a systemd journal/],
] as const) {
  test(`${sentence} is an error that says how to hand over its text`, async () => {
    await assert.rejects(collectLines(fileOf(bytes)), (error: Error & { code: string; hint: string }) => {
      assert.equal(error.code, 'input');
      assert.match(error.message, message);
      assert.match(error.hint, /^hand its text over: .* \| reprise … -$/);
      return true;
    });
  });
}

test('a reader that stops early is not kept waiting, whatever the packing', async () => {
  const { readLines } = await import('../../src/ingest/read-lines.ts');
  for (const bytes of Object.values(packed)) {
    for await (const { texts } of readLines(fileOf(bytes))) {
      assert.equal(texts[0], 'line 0');
      break;
    }
  }
});

for (const [packing, bytes] of Object.entries(packed)) {
  test(`standard input may be ${packing}`, async () => {
    const script = fileURLToPath(new URL('./print-lines.ts', import.meta.url));
    const child = spawn(process.execPath, [script, 'all'], { stdio: ['pipe', 'pipe', 'inherit'] });
    endWithTest(child);
    // In pieces: what tells the packing need not come at once.
    child.stdin.write(bytes.subarray(0, 3));
    await new Promise((resolve) => setTimeout(resolve, 50));
    child.stdin.end(bytes.subarray(3));
    const { lines } = JSON.parse(await text(child.stdout));
    assert.equal(lines.length, expected.length);
    assert.equal(lines.at(-1), expected.at(-1));
  });
}
