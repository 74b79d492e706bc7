import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';

const DOCS = new URL('../../docs/', import.meta.url);
const DOCUMENT = readFileSync(new URL('reading-a-report.md', DOCS), 'utf8');

test('every picture of the document is there, says in words what it shows, and is small', () => {
  const pictures = Array.from(
    DOCUMENT.matchAll(/!\[(.*?)\]\((.*?)\)/g),
    ([, words, file]) => [words!, file!] as const,
  );
  assert.deepEqual(
    pictures.map(([, file]) => file.replace('images/', '')).sort(),
    readdirSync(new URL('images', DOCS)).sort(),
  );
  for (const [words, file] of pictures) {
    assert.ok(words.length > 20, `${file} has no words`);
    const { size } = statSync(new URL(file, DOCS));
    assert.ok(size > 1000 && size < 150_000, `${file} has ${size} bytes`);
  }
});

test('every part of the page that the document names has that name', () => {
  const page = readdirSync(new URL('../src/view/page', DOCS))
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(new URL(`../src/view/page/${name}`, DOCS), 'utf8'))
    .join('\n');
  const named = Array.from(DOCUMENT.matchAll(/^(?:- )?\*\*([A-Z][\w ]+)\*\*/gm), ([, name]) => name!);
  const ofPage = [
    'Rate',
    'Answers',
    'Response time',
    'In flight',
    'Unexplained changes',
    'Samples',
    'Lines left out',
  ];
  for (const name of ofPage) {
    assert.ok(named.includes(name), name);
    assert.match(page, new RegExp(`'${name}'`));
  }
});
