import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { findProgram } from './find-program.ts';
import { isCi } from './is-ci.ts';
import { requireProgram } from './real-program.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const ci = process.env.CI;
afterEach(() => {
  if (ci === undefined) delete process.env.CI;
  else process.env.CI = ci;
});

test('a program is found in PATH, if it is a file that can be run', () => {
  const folder = temporaryDirectory('path');
  const [empty, plain, good] = ['empty', 'plain', 'good'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(join(empty, 'reprise-probe'), { recursive: true });
  for (const place of [plain, good]) {
    mkdirSync(place);
    writeFileSync(join(place, 'reprise-probe'), '');
  }
  chmodSync(join(good, 'reprise-probe'), 0o755);
  const path = ['', empty, plain, join(folder, 'missing'), good].join(':');
  assert.equal(findProgram('reprise-probe', path), join(good, 'reprise-probe'));
  assert.equal(findProgram('reprise-probe', ''), undefined);
});

test('a test that needs a missing program is skipped with the package that has it', () => {
  delete process.env.CI;
  const skips: string[] = [];
  const t = { skip: (message: string) => void skips.push(message) };
  assert.equal(requireProgram(t, 'no-such-program', 'no-such-package'), undefined);
  assert.deepEqual(skips, ['needs no-such-program: apt-get install no-such-package']);
  assert.ok(requireProgram(t, 'sh', 'dash'));
  assert.equal(skips.length, 1);
});

test('on a CI machine it fails instead', () => {
  process.env.CI = 'true';
  const t = { skip: () => assert.fail('skipped') };
  assert.throws(() => requireProgram(t, 'no-such-program', 'some-package'), /apt-get install some-package/);
});

test('CI says that it is one in several ways', () => {
  for (const CI of ['true', '1', 'yes']) assert.ok(isCi({ CI }));
  for (const CI of [undefined, '', '0', 'false', 'FALSE']) assert.ok(!isCi({ CI }));
});
