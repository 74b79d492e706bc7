import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { expandLogs } from '../../src/ingest/expand-logs.ts';
import { LogLines } from '../../src/ingest/log-lines.ts';
import type { LogWarning } from '../../src/model.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

function folderOf(...names: string[]): string {
  const folder = temporaryDirectory('expand-logs');
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), `${name}\n`);
  }
  return folder;
}

async function expand(folder: string, ...words: string[]): Promise<string[]> {
  const found = await expandLogs(words.map((word) => (word === '-' ? word : join(folder, word))));
  return found.map(({ path }) => (path === '-' ? path : relative(folder, path)));
}

const rotated = ['access.log', 'access.log.1', 'access.log.10.gz', 'access.log.2.gz'];
const inOrder = ['access.log.10.gz', 'access.log.2.gz', 'access.log.1', 'access.log'];

test('a folder is its access logs, each with its rotated files from the oldest on', async () => {
  const folder = folderOf(
    ...rotated,
    'shop.access.log',
    'shop.access.log.1',
    'error.log',
    'error.log.1',
    'a/access.log',
    '.access.log',
  );
  assert.deepEqual(await expand(folder, '.'), [...inOrder, 'shop.access.log.1', 'shop.access.log']);
});

test('a folder where no file is called access is all of its files but hidden ones and error logs', async () => {
  const folder = folderOf(
    'u_ex261120.log',
    'u_ex261119.log',
    'error.log',
    'x-error.log.1',
    '.hidden',
    'terror.log',
  );
  assert.deepEqual(await expand(folder, '.'), ['terror.log', 'u_ex261119.log', 'u_ex261120.log']);
});

test('what a folder leaves out beside its access logs is told, but for error logs', async () => {
  const folder = folderOf('access.log', 'access_error.log', 'error.log', '.hidden', 'shop.log', 'api.log.1');
  const warnings: string[] = [];
  await expandLogs([folder, join(folder, 'shop.log')], (text) => warnings.push(text));
  assert.deepEqual(warnings, [
    `${folder}: 2 other files were left out (no access in the name): name what is a log too`,
  ]);
  await expandLogs([folderOf('a.log', 'error.log'), folderOf('access.log')], (text) => warnings.push(text));
  assert.equal(warnings.length, 1);
});

test('what is no file is passed over in a folder', async () => {
  const folder = folderOf('access.log.1');
  symlinkSync('/dev/null', join(folder, 'access.log'));
  symlinkSync('nowhere', join(folder, 'access.log.2'));
  assert.deepEqual(await expand(folder, '.'), ['access.log.1']);
});

test('a pattern is the files that it matches, put together by log and in the order of time', async () => {
  const folder = folderOf(...rotated.flatMap((name) => [`web1/${name}`, `web2/${name}`]), 'web1/error.log');
  const both = [...inOrder.map((name) => `web1/${name}`), ...inOrder.map((name) => `web2/${name}`)];
  assert.deepEqual(await expand(folder, '*/access*'), both);
  assert.deepEqual(await expand(folder, '**/access.log*'), both);
  assert.deepEqual(await expand(folder, 'web{2,3}/access.log.?'), ['web2/access.log.1']);
  // Folders are not files.
  await assert.rejects(expand(folder, '*'), /no file matches/);
});

test('a file whose name looks like a pattern is that file', async () => {
  const folder = folderOf('access[1].log', 'access1.log', 'a*.log');
  assert.deepEqual(await expand(folder, 'access[1].log', 'a*.log'), ['access[1].log', 'a*.log']);
});

test('what is named one by one stays in that order', async () => {
  const folder = folderOf(...rotated, 'b.log', 'a.log');
  for (const words of [
    ['b.log', 'a.log'],
    ['access.log.1', 'access.log'],
    ['access.log.2.gz', 'access.log.10.gz'],
    ['access.log', 'b.log', 'access.log.1'],
    ['access.log', 'access.log'],
    ['-', 'a.log'],
    ['missing.log'],
  ]) {
    assert.deepEqual(await expand(folder, ...words), words);
  }
});

test('rotated files in the order of a shell are put in the order of time', async () => {
  const folder = folderOf(...rotated, 'b.log');
  assert.deepEqual(await expand(folder, ...rotated), inOrder);
  assert.deepEqual(await expand(folder, '-', ...rotated, 'b.log'), ['-', ...inOrder, 'b.log']);
});

test('a file that was named is not read again for a pattern', async () => {
  const folder = folderOf('access.log', 'access.log.1');
  assert.deepEqual(await expand(folder, 'access.log.1', '*'), ['access.log.1', 'access.log']);
});

for (const [sentence, word, message] of [
  ['a pattern that matches nothing', '*.nothing', /\*\.nothing: no file matches/],
  ['a folder without logs', 'empty', /empty: holds no access log/],
] as const) {
  test(`${sentence} is an error that says so`, async () => {
    const folder = folderOf('access.log');
    mkdirSync(join(folder, 'empty'));
    await assert.rejects(expand(folder, word), { code: 'input', message });
  });
}

test('a folder is read from its oldest line to its newest, and each log can be read for itself', async () => {
  const folder = temporaryDirectory('expand-logs');
  for (const server of ['web1', 'web2']) {
    mkdirSync(join(folder, server));
    writeFileSync(join(folder, server, 'access.log.2.gz'), gzipSync(`${server} 1\n${server} 2\n`));
    writeFileSync(join(folder, server, 'access.log.1'), `${server} 3\n`);
    writeFileSync(join(folder, server, 'access.log'), `${server} 4\n`);
  }
  const log = new LogLines(await expandLogs([join(folder, 'web1'), join(folder, 'web2')]));
  const expected = ['web1', 'web2'].map((server) => [1, 2, 3, 4].map((i) => `${server} ${i}`));
  for (const logs of [log.inTurn(), log.sideBySide()]) {
    assert.deepEqual(await logs[0].peek(10), ['web1 1', 'web1 2']);
    assert.deepEqual(await Promise.all(logs.map((one) => textsOf(one.read()))), expected);
  }
});

async function textsOf(pages: AsyncIterable<{ readonly texts: readonly string[] }>): Promise<string[]> {
  return (await Array.fromAsync(pages)).flatMap(({ texts }) => texts);
}

test('a fault is told once, with its file, however often the log is read', async () => {
  const folder = temporaryDirectory('expand-logs');
  const path = join(folder, 'access.log.1.gz');
  writeFileSync(path, gzipSync('a\nb\n').subarray(0, -1));
  const warnings: LogWarning[] = [];
  const log = new LogLines([path], (warning) => warnings.push(warning));
  for (const _pass of [1, 2]) assert.deepEqual(await textsOf(log.inTurn()[0].read()), ['a', 'b']);
  assert.deepEqual(warnings, [
    {
      file: path,
      text: 'is cut off: its gzip data do not end; what could be unpacked is used',
      isLoss: true,
    },
  ]);
});
