import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { describeResult } from '../../fixtures/make/expected.ts';
import { formats } from '../../parsers/index.ts';
import { detectFormat } from '../../src/parse/detect-format.ts';
import { detectWrappers } from '../../src/parse/unwrap/detect-wrapper.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);

/** Formats whose lines are those of another as well, which is found in their stead. They mean the same. */
const ALIKE: Readonly<Record<string, string>> = { 'morgan-common': 'apache-common' };

test('every format has a log with what it means', () => {
  const folders = new Set(goldenLogs().map(({ folder }) => folder));
  assert.deepEqual([...folders].sort(), formats.map(({ name }) => name).sort());
});

for (const { folder, log, expected } of goldenLogs()) {
  const detected = ALIKE[folder] ?? folder;
  test(`fixtures/${folder}/${log} is detected as ${detected} and read as it was`, () => {
    const lines = readLines(`${folder}/${log}`);
    const wanted = readLines(`${folder}/${expected}`).map((line) => JSON.parse(line));
    const [best] = detectFormat(lines, formats);
    assert.equal(best?.format.name, detected);
    const parse = formats.find(({ name }) => name === folder)!.open();
    assert.equal(lines.length, wanted.length);
    for (const [i, line] of lines.entries()) {
      assert.deepEqual(JSON.parse(JSON.stringify(describeResult(parse(line)))), wanted[i], line);
    }
  });

  test(`fixtures/${folder}/${log} is read alike within any wrapper`, () => {
    const lines = readLines(`${folder}/${log}`);
    const wrappers: ((line: string) => string)[] = [
      (line) => `Nov 20 20:04:58 web-1 shop[12]: ${line}`,
      (line) => JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-11-20T20:04:58.1Z' }),
      (line) => `2026-11-20T20:04:58.123456789Z stdout F ${line}`,
      (line) => `\x1b[36mshop-1  |\x1b[0m ${line}`,
    ];
    for (const wrap of wrappers) {
      const wrapped = lines.map((line) => wrap(line));
      const unwrapped = wrapped.map(
        detectWrappers(wrapped)
          .findLast(({ mustRead }) => mustRead !== 'more')!
          .open().unwrap,
      );
      assert.deepEqual(unwrapped, lines);
    }
  });
}

function goldenLogs() {
  const folders = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) =>
    readdirSync(new URL(`${name}/`, FIXTURES))
      .filter((file) => file.endsWith('.expected.ndjson'))
      .map((file) => ({
        folder: name,
        log: file.replace('.expected.ndjson', '.log'),
        expected: file,
      })),
  );
}

function readLines(path: string): string[] {
  return readFileSync(new URL(path, FIXTURES), path.endsWith('.ndjson') ? 'utf8' : 'latin1')
    .trimEnd()
    .split('\n');
}
