import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unescapeHex } from '../../../parsers/shared/unescape-hex.ts';

test('Every byte comes back from the escape that nginx writes for it', () => {
  for (let byte = 0; byte < 256; byte++) {
    const hex = byte.toString(16).padStart(2, '0');
    assert.equal(unescapeHex(`a\\x${hex.toUpperCase()}b`), `a${String.fromCharCode(byte)}b`);
    assert.equal(unescapeHex(`\\x${hex}`), String.fromCharCode(byte));
  }
});

test('Escapes are undone once, from left to right, and nothing else is touched', () => {
  const raw = String.raw;
  const table: [logged: string, plain: string][] = [
    ['', ''],
    ['plain', 'plain'],
    [raw`\x5Cx22`, raw`\x22`],
    [raw`\x5C\x22`, '\\"'],
    [raw`\\x41`, '\\A'],
    [raw`\"\n\u0041`, raw`\"\n\u0041`],
    [raw`\x`, raw`\x`],
    [raw`\x4`, raw`\x4`],
    [raw`\x4g\x41`, raw`\x4gA`],
    [raw`\X41`, raw`\X41`],
    ['\\', '\\'],
  ];
  for (const [logged, plain] of table) assert.equal(unescapeHex(logged), plain, logged);
});
