import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { detectLayout } from '../../src/ingest/detect-layout.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { collectLines } from './collect-lines.ts';

const har = { log: { version: '1.2', creator: { name: 'x' }, pages: [], entries: [{ a: 1 }, { b: [2] }] } };

for (const [text, layout] of [
  ['127.0.0.1 - - [', 'lines'],
  ['[19/Nov/2026:12:00:00 +0000] GET', 'lines'],
  ['[[1,2],[3,4]]', 'lines'],
  ['{"a":1}\n{"a":2}\n', 'lines'],
  ['{"time":"', 'lines'],
  ['{"log":"GET / 200\\n","stream":"stdout"}', 'lines'],
  ['{"log":{"level":"info"},"url":"/"}\n', 'lines'],
  ['{"log":{"version":1},"url":"/"}\n', 'lines'],
  ['{ }\n', 'lines'],
  ['[{"a":1}]', 'array'],
  ['\n [\r\n\t{"a":', 'array'],
  ['{\n  "a": 1\n}\n{\n', 'objects'],
  ['{\r\n\t"a"', 'objects'],
  [JSON.stringify(har), 'har'],
  [JSON.stringify({ log: { entries: har.log.entries, version: '1.2' } }), 'har'],
  [JSON.stringify(har, null, 2), 'har'],
  [
    JSON.stringify({ log: { ...har.log, pages: Array(500).fill({ title: 'x'.repeat(100) }) } }, null, 2),
    'har',
  ],
] as const) {
  test(`${JSON.stringify(text.slice(0, 40))} begins ${layout}`, () => {
    assert.equal(detectLayout(Buffer.from(text)), layout);
  });
}

test('what does not tell yet is waited for, and only that', () => {
  for (const text of [
    '',
    ' \n',
    '[',
    '[ \n',
    '{',
    '{ "l',
    '{"log"',
    '{\n "log" : {',
    '{"log":{"vers',
    '{"log":{"version":"1.2","pages":[',
  ]) {
    assert.equal(detectLayout(Buffer.from(text)), undefined, text);
  }
});

const folder = temporaryDirectory('layout');

test('JSON text that runs over many lines is read entry by entry, also packed or behind a mark', async () => {
  const path = join(folder, 'a.json');
  for (const text of [
    JSON.stringify(har),
    JSON.stringify(har, null, 2),
    JSON.stringify(har.log.entries, null, '\t'),
  ]) {
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), gzipSync(text)]) {
      writeFileSync(path, bytes);
      const { lines, warnings } = await collectLines(path);
      assert.deepEqual(
        lines.map((line) => JSON.parse(line)),
        har.log.entries,
      );
      assert.deepEqual(warnings, []);
    }
  }
});
