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
  ['[FILTERED]', false],
  ['<masked>', false],
  ['***', false],
  ['*/*', true],
  ['*', true],
  ['hidden', true],
  ['xxxxxx', true],
  ['<redacted>', false],
  ['is this REDACTED?', true],
] as const) {
  test(`the value ${JSON.stringify(value)} is ${sent ? 'sent' : 'left out'}`, () => {
    assert.deepEqual(sendableHeaders([['X-Value', value]]), sent ? ['X-Value', value] : []);
  });
}

test('what a Connection header names goes with it, however it is written; all else stays', () => {
  assert.deepEqual(
    sendableHeaders([
      ['X-Hop', '1'],
      ['X-Stays', '2'],
      ['connection', 'close,x-hop ,  X-Other-Hop'],
      ['x-other-hop', '3'],
      ['Connection', 'X-Third'],
      ['X-THIRD', '4'],
    ]),
    ['X-Stays', '2'],
  );
});

for (const [name, value, sent] of [
  ['Authorization', 'Bearer REDACTED', undefined],
  ['Authorization', 'Bearer ***', undefined],
  ['authorization', 'eyJhbGciOi***', undefined],
  ['Authorization', '[FILTERED]', undefined],
  ['Authorization', 'Basic xxxxxxxx', undefined],
  ['Authorization', 'filtered', undefined],
  ['Authorization', 'Bearer \xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2', undefined],
  ['Authorization', 'Digest username="anna", response=[REDACTED]', undefined],
  ['X-Api-Key', 'ab****yz', undefined],
  ['Authorization', 'Bearer eyJhbGciOi.x-hidden-y', 'Bearer eyJhbGciOi.x-hidden-y'],
  ['Cookie', 'REDACTED', undefined],
  ['Cookie', 'sid=[FILTERED]; lang=de; t=***', 'lang=de'],
  ['Cookie', 'a=1; sid=REDACTED', 'a=1'],
  ['Cookie', 'sid=***; b=***', undefined],
  ['Cookie', 'a=1;  b=hidden-field', 'a=1;  b=hidden-field'],
  ['User-Agent', 'redacted-bot/1.0', 'redacted-bot/1.0'],
] as const) {
  test(`of ${name}: ${JSON.stringify(value)}, ${sent === undefined ? 'nothing' : JSON.stringify(sent)} is sent`, () => {
    assert.deepEqual(sendableHeaders([[name, value]]), sent === undefined ? [] : [name, sent]);
  });
}

test('values that were made to be slow are not', { timeout: 20_000 }, () => {
  for (const part of [' ', '*', '<', 'x', 'xxxx ', 'REDACTED', 'a ', '\xe2\x80\xa2', '[redacted', ';', '=']) {
    for (const name of ['Cookie', 'Authorization', 'X-Any', 'Connection']) {
      sendableHeaders([[name, `a${part.repeat(500_000 / part.length)}a`]]);
      sendableHeaders([[name, part.repeat(500_000 / part.length)]]);
    }
  }
});
