import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendableHeaders } from '../../src/request/sendable-headers.ts';

test('what the client said is sent as it was, in order and with repetitions', () => {
  assert.deepEqual(
    sendableHeaders([
      ['User-Agent', 'curl/8.0'],
      ['accept', '*/*'],
      ['Cookie', 'a=b'],
      ['Accept', 'text/html'],
      ['Authorization', 'Bearer x'],
      ['X-Forwarded', 'no proxy writes this'],
      ['X-Empty', ''],
    ]),
    [
      ...['User-Agent', 'curl/8.0', 'accept', '*/*', 'Cookie', 'a=b', 'Accept', 'text/html'],
      ...['Authorization', 'Bearer x', 'X-Forwarded', 'no proxy writes this', 'X-Empty', ''],
    ],
  );
});

for (const [why, names] of [
  ['the sender sets itself', ['Host', 'Content-Length', 'Transfer-Encoding', 'Expect']],
  [
    'concern one connection only',
    ['Connection', 'Keep-Alive', 'Proxy-Connection', 'TE', 'Trailer', 'Upgrade', 'HTTP2-Settings'],
  ],
  ['speak to a proxy', ['Proxy-Authenticate', 'Proxy-Authorization']],
  [
    'proxies added on the way',
    ['Forwarded', 'Via', 'X-Real-IP', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Whatever'],
  ],
  ['are no names of headers', ['', ':authority', 'a b', 'a:b', 'a\r\nb', '\xe9']],
] as const) {
  test(`headers that ${why} are left out, however they are written`, () => {
    for (const name of names.flatMap((it) => [it, it.toLowerCase(), it.toUpperCase()])) {
      assert.deepEqual(sendableHeaders([[name, 'x']]), [], name);
    }
  });
}

for (const [value, sent] of [
  ['a\tb', true],
  ['\x80\xff', true],
  ['a\r\nX-Evil: 1', false],
  ['a\nb', false],
  ['a\0b', false],
  ['\x7f', false],
  ['REDACTED', false],
  ['[REDACTED]', false],
  ['<redacted>', false],
  ['is this REDACTED?', true],
] as const) {
  test(`the value ${JSON.stringify(value)} is ${sent ? 'sent' : 'left out'}`, () => {
    assert.deepEqual(sendableHeaders([['X-Value', value]]), sent ? ['X-Value', value] : []);
  });
}
