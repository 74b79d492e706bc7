import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isToken } from '../../../parsers/shared/is-token.ts';

test('A token is made of the visible characters that separate nothing', () => {
  for (const token of ['GET', 'VERSION-CONTROL', 'x', "!#$%&'*+-.^_`|~09"]) assert.ok(isToken(token), token);
  for (const none of ['', 'a b', 'a:', '"', 'a=b', '\xe9', '\0', 'a\n', '(']) assert.ok(!isToken(none), none);
});
