import assert from 'node:assert/strict';
import { existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolders } from '../src/make-folders.ts';
import { temporaryDirectory } from './helpers/temporary-directory.ts';

test('folders are made where they are missing, and left where they are', () => {
  const folder = temporaryDirectory('folders');
  const path = join(folder, 'a', 'b', 'c');
  makeFolders(path);
  assert.ok(statSync(path).isDirectory());
  makeFolders(path);
  makeFolders(`${folder}/d//e/`);
  assert.ok(statSync(join(folder, 'd', 'e')).isDirectory());
  symlinkSync(join(folder, 'a'), join(folder, 'link'));
  makeFolders(join(folder, 'link', 'f'));
  assert.ok(existsSync(join(folder, 'a', 'f')));
  makeFolders('.');
  makeFolders('/');
});

test('where none can be made, that is said at once', () => {
  const folder = temporaryDirectory('no-folders');
  writeFileSync(join(folder, 'file'), '');
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
  for (const [path, code] of [
    [join(folder, 'file'), 'EEXIST'],
    [join(folder, 'file', 'a'), 'EEXIST'],
    [join(folder, 'dangling'), 'EEXIST'],
    // There Node's own `recursive` never comes back.
    ['/proc/no/such', 'ENOENT'],
  ] as const) {
    assert.throws(() => makeFolders(path), { code });
  }
});
