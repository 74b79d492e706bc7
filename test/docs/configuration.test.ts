import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Command } from 'commander';
import { ONLY_FLAGS } from '../../src/cli/config/config-keys.ts';
import { addRunOptions } from '../../src/cli/run-options.ts';
import { configFolder, shown } from '../end-to-end/config/config-folder.ts';

const PAGE = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
const [EXAMPLE] = Array.from(PAGE.matchAll(/(?:^(?: {4}.*)?\n)+/gm), ([block]) =>
  block.replace(/^ {4}/gm, ''),
).filter((block) => block.includes('profiles:'));

test('the example of the page is good, and its profiles are what the page says of them', async () => {
  const folder = configFolder(EXAMPLE!.split('$ reprise')[0]!);
  const env = { API_TOKEN: 'hunter2hunter2' };
  const { status, stdout } = await folder.run(['config', 'check'], { env });
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^base: good to be extended, .*\nnightly: good\nmorning: good\n$/);
  const nightly = await shown(folder, 'nightly', env);
  assert.deepEqual(nightly.check.values, ['5xx<1%', 'failed<1%']);
  assert.match(nightly.check.from, /\(base\)$/);
  assert.deepEqual(nightly['max-rate'].values, ['500/s']);
});

test('the page names what no file may say, and every option that it names is one', () => {
  for (const flag of Object.keys(ONLY_FLAGS)) assert.ok(PAGE.includes(`\`${flag}\``), flag);
  const known = addRunOptions(new Command('run')).options.flatMap(({ long }) => long ?? []);
  const named = new Set(Array.from(PAGE.matchAll(/`(--[a-z-]+)/g), ([, name]) => name!));
  for (const name of named) assert.ok([...known, '--force'].includes(name), name);
});
