import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../parsers/index.ts';

test('No two formats have the same name', () => {
  assert.equal(new Set(formats.map(({ name }) => name)).size, formats.length);
});

test('Each format is the default export of the file that is named after it, like a plugin', async () => {
  for (const format of formats) {
    const file = (await import(`../../parsers/${format.name}.ts`)) as { default: unknown };
    assert.equal(file.default, format);
  }
});
