import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { redactHeader } from '../../src/request/redact-header.ts';
import { redactTarget } from '../../src/request/redact-target.ts';

const PAGE = readFileSync(new URL('../../docs/secrets.md', import.meta.url), 'utf8');
const rowOf = (name: string) => PAGE.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? '';
const codesOf = (name: string) => Array.from(rowOf(name).matchAll(/`([^`]+)`/g), ([, code]) => code);

test('every header and every name that the page has is redacted', () => {
  for (const header of codesOf('headers'))
    assert.equal(redactHeader([header, 's3cr3t'])[1], 'REDACTED', header);
  const names = codesOf('names that say so');
  assert.ok(names.length > 20);
  for (const name of names) assert.equal(redactTarget(`/a?${name}=s3cr3t`), `/a?${name}=REDACTED`, name);
});

test('every place in a path and every name before a code that the page has is one', () => {
  const places = codesOf('parameters').filter((code) => code.endsWith('=…'));
  assert.equal(places.length, 2);
  for (const place of places)
    assert.equal(redactTarget(place.replace('…', 's3cr3t')), place.replace('…', 'REDACTED'));
  const before = codesOf('paths');
  assert.equal(before.length, 4);
  for (const place of before) {
    assert.equal(redactTarget(place.replace('…', 'a1b2c3d4e5f6a7b8')), place.replace('…', 'REDACTED'), place);
  }
});

test('keys begin as the page says', () => {
  const begin = codesOf('anywhere').filter((code) => code.endsWith('…') && !code.includes(' '));
  assert.deepEqual(begin, ['ghp_…', 'sk_live_…', 'AKIA…', 'xoxb-…']);
  for (const key of begin)
    assert.equal(redactTarget(`/x/${key.replace('…', '0123456789ABCDEF')}/y`), '/x/REDACTED/y', key);
});
