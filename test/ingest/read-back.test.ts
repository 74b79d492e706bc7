import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readBack } from '../../src/ingest/read-back.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

function write(content: string): string {
  const path = join(temporaryDirectory('read-back'), 'access.log');
  writeFileSync(path, content);
  return path;
}

test('the last lines of a log are those that are complete', async () => {
  assert.deepEqual(await readBack(write('a\nb\nc\nhalf'), 2), { head: [], tail: ['b', 'c'] });
});

test('what the beginning says of the other lines is known, however long the log is', async () => {
  const lines = Array.from({ length: 100_000 }, (_, i) => `${i} ${'x'.repeat(80)}`);
  const path = write(['#Version: 1.0', '#Fields: a b', ...lines, ''].join('\n'));
  const { head, tail } = await readBack(path, 1e6);
  assert.deepEqual(head, ['#Version: 1.0', '#Fields: a b']);
  assert.ok(tail.length > 10_000 && tail.length < lines.length);
  assert.deepEqual(tail, lines.slice(-tail.length), 'nothing but whole lines');
});

test('a log that is empty, or not there, has none', async () => {
  const nothing = { head: [], tail: [] };
  assert.deepEqual(await readBack(write(''), 10), nothing);
  assert.deepEqual(await readBack('/no/such/access.log', 10), nothing);
});
