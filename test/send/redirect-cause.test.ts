import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAUSE } from '../../src/model.ts';
import { redirectCause } from '../../src/send/redirect-cause.ts';

const ORIGIN = 'http://127.0.0.1:8080';

for (const [location, path, expected] of [
  ['/login', '/account', CAUSE.toLogin],
  ['/login?next=/account', '/account', CAUSE.toLogin],
  ['/users/sign_in', '/account', CAUSE.toLogin],
  ['/wp-login.php?redirect_to=x', '/wp-admin/', CAUSE.toLogin],
  ['https://login.example.com/', '/account', CAUSE.toLogin],
  ['https://id.example/realms/x/protocol/openid-connect/auth?client_id=a', '/', CAUSE.toLogin],
  ['/oauth2/authorize?x', '/', CAUSE.toLogin],
  ['Sign-In', '/account', CAUSE.toLogin],
  ['/logins', '/account', 0],
  ['/author/7', '/a', 0],
  ['/catalogue?sort=login', '/c', 0],
  ['/account/', '/account', 0],

  ['https://shop.example/a?b=c', '/a?b=c', CAUSE.toOtherAddress],
  ['//shop.example/a', '/a', CAUSE.toOtherAddress],
  ['HTTP://127.0.0.1:8080/a', '/a', 0],
  ['https://shop.example/b', '/a', 0],
  ['https://shop.example/a', '/a?b=c', 0],
  ['https://shop.example/a?b=c', '/a', 0],
  ['', '/a', 0],
  [`https://shop.example/${'x'.repeat(9000)}`, `/${'x'.repeat(9000)}`, CAUSE.toOtherAddress],
  [`https://shop.example/${'x'.repeat(9000)}`, `/${'x'.repeat(8999)}`, 0],
  ['/'.repeat(100_000), '/a', 0],
] as const) {
  const name = Object.entries(CAUSE).find(([, bit]) => bit === expected)?.[0] ?? 'nothing';
  test(`a redirect from ${path.slice(0, 40)} to ${location.slice(0, 60)} tells ${name}`, () => {
    assert.equal(redirectCause(location, ORIGIN, path), expected);
  });
}
