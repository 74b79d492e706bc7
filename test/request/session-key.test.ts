import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogRecord } from '../../src/model.ts';
import { parseSessionKey, SESSION_NUMBERS, sessionOf } from '../../src/request/session-key.ts';

const record = (changes: Partial<LogRecord> = {}): LogRecord => ({
  method: 'GET',
  target: '/a?sid=q1&x=2',
  client: '192.0.2.1',
  headers: [
    ['User-Agent', 'browser'],
    ['X-User', 'anna'],
    ['Cookie', 'a=1; SID=c1; b=2'],
  ],
  ...changes,
});

const of = (key: string, changes: Partial<LogRecord> = {}) =>
  sessionOf(record(changes), parseSessionKey(key));

test('a client is an address and a user agent, unless another key is named', () => {
  const agent = (text: string) => ({ headers: [['user-agent', text]] as const });
  assert.equal(of('client'), of('client', { target: '/other', ...agent('browser') }));
  assert.notEqual(of('client'), of('client', agent('other')));
  assert.notEqual(of('client'), of('client', { client: '192.0.2.2' }));
  assert.equal(of('address'), of('address', agent('other')));
  assert.equal(of('client', { client: undefined }), undefined);
});

test('a header, a cookie or a parameter of the recorded target tells clients apart, wherever they are', () => {
  for (const key of ['header:x-user', 'header:X-User', 'cookie:SID', 'query:sid']) {
    const own = of(key);
    assert.ok(Number.isInteger(own) && own! >= 0 && own! < SESSION_NUMBERS, key);
    assert.equal(of(key, { client: '198.51.100.7' }), own, key);
  }
  assert.notEqual(of('cookie:SID'), of('cookie:SID', { headers: [['cookie', 'SID=c2']] }));
  assert.notEqual(of('query:sid'), of('query:sid', { target: '/a?sid=q2' }));
  assert.equal(of('query:sid'), of('query:sid', { target: '/b?y&sid=q1' }));
  // Names are whole ones.
  assert.equal(of('cookie:ID'), undefined);
  assert.equal(of('query:id'), undefined);
});

test('a request that lacks the key, or in which it is blotted out, is nobody’s', () => {
  assert.equal(of('header:x-user', { headers: [] }), undefined);
  assert.equal(of('header:x-user', { headers: [['X-User', '-']] }), undefined);
  assert.equal(of('header:x-user', { headers: [['X-User', '[FILTERED]']] }), undefined);
  assert.equal(of('cookie:SID', { headers: [['Cookie', 'SID=REDACTED; a=1']] }), undefined);
  assert.equal(of('cookie:SID', { headers: [['Cookie', 'SID=']] }), undefined);
  assert.equal(of('query:sid', { target: '/a' }), undefined);
});

for (const wrong of ['', 'ip', 'header:', 'cookie:a=b', 'header:X User', 'Client', 'query']) {
  test(`a key that nobody knows is refused: ${JSON.stringify(wrong)}`, () => {
    assert.throws(() => parseSessionKey(wrong), /^TypeError: A key is client, address, header:X-User/);
  });
}
