import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, runFiles } from '../../helpers/run-files.ts';

test('a file whose process does not end is given up', () => {
  const limits = { testTimeoutMs: 500, graceMs: 500 };
  const lingering = runFiles({ lingers: "test('fine', () => {}); setInterval(() => {}, 1000);" }, limits);
  assert.equal(lingering.status, 1);
  assert.match(lingering.output, /lingers\.test\.mjs did not end/);

  // A loop hears no SIGTERM when somebody listens for it.
  const stuck = runFiles(
    { stuck: "process.on('SIGTERM', () => {}); test('stuck', () => { for (;;); });" },
    limits,
  );
  assert.equal(stuck.status, 1);
  assert.match(stuck.output, /stuck\.test\.mjs did not end/);
  const pattern = join(folder, 'stuck.test.mjs').replaceAll('.', '\\.');
  const living = spawnSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).stdout;
  assert.doesNotMatch(living, new RegExp(pattern));
});
