import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRequestReader } from './request-reader.ts';

const TWO = 'POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED =
  'PUT /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na\r\n\r\n1\r\nb\r\n0\r\nT: 1\r\n\r\n';
const PLAIN = 'GET /c\xff HTTP/1.0\r\n\r\n';

test('requests are read alike however their bytes are cut', () => {
  const whole = ['POST /a', 'hello', 'end', 'PUT /b', 'a\r\nb', 'end', 'GET /c\xff', '', 'end'];
  const bytes = Buffer.from(TWO + CHUNKED + PLAIN, 'latin1');
  for (let size = 1; size <= bytes.length; size++) {
    assert.deepEqual(read(bytes, size), whole, `in pieces of ${size}`);
  }
});

const MALFORMED: readonly [bytes: string, reason: RegExp][] = [
  ['GET /a b HTTP/1.1\r\n\r\n', /^request line/],
  ['GET  / HTTP/1.1\r\n\r\n', /^request line/],
  ['GET /a\tb HTTP/1.1\r\n\r\n', /^request line/],
  ['GET /\x7f HTTP/1.1\r\n\r\n', /^request line/],
  ['GET / HTTP/2.0\r\n\r\n', /^request line/],
  ['\r\nGET / HTTP/1.1\r\n\r\n', /^request line/],
  ['GET / HTTP/1.1\nHost: x\r\n\r\n', /^request line/],
  ['GET / HTTP/1.1\r\nHost : x\r\n\r\n', /^header "Host : x"/],
  ['GET / HTTP/1.1\r\n: x\r\n\r\n', /^header/],
  ['GET / HTTP/1.1\r\nA: x\n y\r\n\r\n', /^header/],
  ['GET / HTTP/1.1\r\nA: \0\r\n\r\n', /^header/],
  ['GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n', /^two lengths/],
  ['GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', /^two lengths/],
  ['GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n', /^content length -1/],
  ['GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n', /^transfer encoding gzip/],
  ['GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', /^chunk size/],
  ['GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n', /^chunk end/],
  [`GET /${'x'.repeat(2_000_000)}`, /^head too long/],
];

for (const [bytes, reason] of MALFORMED) {
  test(`${JSON.stringify(bytes.slice(0, 80))} is malformed`, () => {
    const seen = read(Buffer.from(bytes, 'latin1'), 100_000);
    assert.match(seen.at(-1)!, /^malformed: /);
    assert.match(seen.at(-1)!.slice('malformed: '.length), reason);
  });
}

test('nothing is read after what was malformed', () => {
  assert.equal(read(Buffer.from(`nonsense\r\n\r\n${TWO}`), 7).length, 1);
});

function read(bytes: Buffer, size: number): string[] {
  const seen: string[] = [];
  let body = '';
  const reader = createRequestReader({
    head: ({ method, url }) => {
      seen.push(`${method} ${url}`);
      body = '';
    },
    body: (piece) => {
      body += piece.toString('latin1');
    },
    end: () => void seen.push(body, 'end'),
    malformed: (reason) => void seen.push(`malformed: ${reason}`),
  });
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  assert.ok(reader.isBetweenRequests() || seen.at(-1)?.startsWith('malformed'));
  return seen;
}
