import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentTemplate } from '../../src/request/segment-template.ts';

/** Segments that are values by their form alone, and what they are. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  ':id': ['7', '00123', '2024', '18446744073709551616', '-1', '1,2,3', '51.5074,-0.1278', '20240517'],
  ':uuid': [
    '9f86d081-884c-4d63-a1a2-9f86d0818841',
    '9F86D081-884C-4D63-A1A2-9F86D0818841',
    '{9f86d081-884c-4d63-a1a2-9f86d0818841}',
  ],
  ':date': ['2026-01-31', '2024-05', '2024-05-17T12:00:00Z', '2024-05-17T12:00:00.123+02:00'],
  ':email': ['bob@example.com', 'first.last+tag@mail.example.co.uk'],
  ':ip': ['192.0.2.1', '2001:db8::1'],
  ':hash': [
    '9f86d081884c7d65',
    'deadbeefdeadbeef',
    '3f2a91b',
    'd41d8cd98f00b204e9800998ecf8427e',
    '507f1f77bcf86cd799439011',
    '0x3f2a91bc',
  ],
  ':token': [
    'dQw4w9WgXcQ',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'YWxpY2VAZXhhbXBsZS5jb20=',
    '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    'V1StGXR8_Z5jdHi6B-myT',
    '0ujtsYcgvSTl8PAuAdqWYSMnLOv',
    'x7k2p9qa81zz',
    'a'.repeat(5000),
  ],
  ':id.png': ['1361.png'],
  ':hash.png': ['9f86d081884c7d65.png', '3f2a91b0.PNG'],
  ':uuid.vcf': ['14FF37C0-C83C-4D63-A1A2-9F86D0818841.vcf'],
  'app-:hash.js': ['app-8f3a2b1c.js'],
  'main.:hash.chunk.js': ['main.8f3a2b1c.chunk.js'],
  'IMG_:id.JPG': ['IMG_20345.JPG'],
  'cus_:token': ['cus_Nffrf8eN4NKMvP'],
  'ORD-:id': ['ORD-12345'],
};

for (const [template, segments] of Object.entries(VALUES)) {
  for (const segment of segments) {
    test(`${segment.slice(0, 60)} is ${template}`, () => {
      assert.equal(segmentTemplate(segment)?.replace('.PNG', '.png'), template);
    });
  }
}

for (const name of [
  ...[
    '',
    'shop',
    'v1',
    'v2.1',
    '1.4.0',
    '2.0',
    'a1',
    'b2b',
    'top10',
    'h264',
    'sha256',
    'utf-8',
    'en-US',
    'pt_BR',
  ],
  ...[
    'wp-content',
    'wp-login.php',
    'jquery-3.6.0.min.js',
    'x-1.2.3.js',
    'icon@2x.png',
    'favicon.ico',
    '@scope',
  ],
  ...['best-phones-of-2024', 'the-quick-brown-fox-jumps', 'iphone-15-pro-max-256gb', 'GetUserByNameAndEmail'],
  ...[
    'MyVeryLongComponentName2',
    'apple-touch-icon-120x120-precomposed.png',
    'robots.txt',
    '.well-known',
    '~user',
  ],
  ...['internationalization', 'get_user_by_id', 'INTERNAL_SERVER_ERROR', 'com.example.service.UserService'],
  ...[
    'Ð\x9fÑ\x80Ð¸Ð²ÐµÑ',
    '%00',
    '..',
    'a%20b',
    'deadbeef',
    'facade',
    'xmlrpc.php',
    'oauth2',
    'log4j2',
    'index2.html',
  ],
]) {
  test(`${JSON.stringify(name)} is a name`, () => {
    assert.equal(segmentTemplate(name), undefined);
  });
}

test('hostile segments take no time to speak of', () => {
  const hostile = ['-', '.', '@', 'a1', '%', '=', 'A-', '1.', '1,', '{', ':', 'a@'].map((text) =>
    text.repeat(500_000),
  );
  const begin = performance.now();
  for (const text of hostile) {
    segmentTemplate(text);
    segmentTemplate(text.slice(0, 120));
  }
  assert.ok(performance.now() - begin < 1000, 'it is linear, or the segment is cut');
});
