import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formats } from '../../parsers/index.ts';
import { parseFieldMap } from '../../parsers/json.ts';
import { decodeBytes } from '../../src/decode-bytes.ts';

const page = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');

test('the page has every format, in the order in which they are tried, with a line that it reads', () => {
  const told = [...page.matchAll(/^\*\*([\w-]+)\*\*: (.+)\n\n {4}(.+)$/gm)];
  assert.deepEqual(
    told.map(([, name, title]) => [name, title]),
    formats.map(({ name, title }) => [name, title]),
  );
  for (const [i, { name, samples }] of formats.entries()) {
    const example = told[i]![3]!.replace(/…$/, '');
    const lines = samples.map(({ line }) =>
      decodeBytes(line).replaceAll('\t', '\\t').replaceAll('\x1b', '\\e'),
    );
    assert.ok(
      lines.some((line) => line.startsWith(example)),
      name,
    );
  }
});

test('every noun that the page has is one that a map can name', () => {
  const table = page.slice(page.indexOf('| noun |'), page.indexOf('## Formats'));
  const cells = [...table.matchAll(/^\| (`.*?) \| /gm)].map(([, cell]) => cell);
  const nouns = cells.flatMap((cell) => [...cell.matchAll(/`([\w.]+)`/g)].map(([, noun]) => noun));
  const whole = nouns.map((noun) => (noun.startsWith('_') ? `duration${noun}` : noun));
  assert.ok(whole.length > 15);
  for (const noun of whole) assert.doesNotThrow(() => parseFieldMap(`${noun}=a`), noun);
});
