import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCli } from '../helpers/run-cli.ts';
import { API_TOKEN, EXAMPLES } from './staging.ts';

test('the file of configuration that all examples share is good as it is', async () => {
  const { status, stdout } = await runCli(['config', 'check'], {
    cwd: fileURLToPath(EXAMPLES),
    env: { API_TOKEN },
  });
  assert.deepEqual([status, stdout], [0, 'nightly: good\n']);
});

test('the page has every example', () => {
  const page = readFileSync(new URL('../../docs/nightly-elsewhere.md', EXAMPLES), 'utf8');
  const linked = Array.from(page.matchAll(/\(\.\.\/examples\/nightly\/(\S+?)\)/g), ([, name]) => name!);
  assert.deepEqual(linked.toSorted(), readdirSync(EXAMPLES).toSorted());
});
