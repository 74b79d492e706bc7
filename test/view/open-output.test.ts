import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openOutput } from '../../src/view/open-output.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

test('what a killed process of the same number left beside a file is not in the way', async () => {
  const folder = temporaryDirectory('output');
  const path = join(folder, 'out.csv');
  const left = `out.csv.${process.pid}.partial`;
  writeFileSync(join(folder, left), 'half');
  const given = openOutput(path);
  given.stream.write('not');
  given.discard();
  const kept = openOutput(path);
  kept.stream.write('whole');
  await kept.keep();
  assert.equal(readFileSync(path, 'utf8'), 'whole');
  assert.deepEqual(readdirSync(folder).sort(), ['out.csv', left].sort());
});
