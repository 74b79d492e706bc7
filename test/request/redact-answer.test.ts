import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { redactAnswer } from '../../src/request/redact-answer.ts';

const MOST = 1000;
const TEXT = '{"user":"bob","token":"hush","note":"caf\u00e9"}';
const SHOWN = '{"user":"bob","token":"REDACTED","note":"caf\u00e9"}';

async function bodyOf(body: Uint8Array | string, ...headers: string[]): Promise<string | null> {
  return (await redactAnswer(headers, Buffer.from(body as string), MOST)).body;
}

test('secrets in headers and body are not stored, and UTF-8 is text', async () => {
  const headers = [
    'content-type',
    'application/json',
    'Set-Cookie',
    'sid=hush; Path=/',
    'location',
    '/a?token=hush',
  ];
  assert.deepEqual(await redactAnswer(headers, Buffer.from(TEXT), MOST), {
    headers: 'content-type: application/json\nSet-Cookie: REDACTED\nlocation: /a?token=REDACTED',
    body: SHOWN,
  });
});

for (const [encoding, packed] of [
  ['gzip', gzipSync(TEXT)],
  ['x-gzip', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['zstd', zstdCompressSync(TEXT)],
] as const) {
  test(`what is packed as ${encoding} is unpacked: secrets in it are found`, async () => {
    assert.equal(await bodyOf(packed, 'Content-Encoding', encoding), SHOWN);
  });
}

test('what would unpack to more is unpacked at its beginning alone, and so is what was cut off', async () => {
  const long = 'abc '.repeat(50_000);
  const cut = await bodyOf(gzipSync(long).subarray(0, 200), 'content-encoding', 'gzip');
  assert.ok(cut !== null && cut.length > 0 && cut.length <= MOST && long.startsWith(cut));
  const bomb = await bodyOf(
    gzipSync(Buffer.alloc(50_000_000, 'a')).subarray(0, 16_384),
    'content-encoding',
    'gzip',
  );
  assert.ok(bomb !== null && bomb.length <= MOST);
});

test('what is no text is not kept, and neither is what is packed in another way', async () => {
  assert.equal(await bodyOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1])), null);
  assert.equal(await bodyOf(gzipSync(TEXT)), null);
  assert.equal(await bodyOf('abc', 'content-encoding', 'dcb'), null);
  assert.equal(await bodyOf('abc', 'content-encoding', 'gzip'), null);
});

test('a character that the end of what was kept cuts off is left out', async () => {
  const bytes = Buffer.from('caf\u00e9\u20ac');
  assert.deepEqual(
    await Promise.all(
      [bytes.length - 1, bytes.length - 2, 4, 3].map((end) => bodyOf(bytes.subarray(0, end))),
    ),
    ['caf\u00e9', 'caf\u00e9', 'caf', 'caf'],
  );
  assert.equal(await bodyOf(''), '');
});
