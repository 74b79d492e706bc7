import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeLog } from '../../src/ingest/describe-log.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const folder = temporaryDirectory('describe-log');
const MiB = 1024 * 1024;

for (const [what, size] of [
  ['an empty log', 0],
  ['a short log', 5],
  ['a log of exactly a MiB', MiB],
  ['a log of more than a MiB', MiB + 7],
] as const) {
  test(`${what} is told by its size, its time and the hash of its first MiB`, async () => {
    const path = join(folder, `${size}.log`);
    const content = Buffer.alloc(size, 'GET / 200\n');
    writeFileSync(path, content);
    assert.deepEqual(await describeLog(path), {
      path,
      bytes: size,
      modifiedAt: statSync(path).mtime.toISOString(),
      sha256FirstMiB: createHash('sha256').update(content.subarray(0, MiB)).digest('hex'),
    });
  });
}

test('of standard input nothing is known beforehand', async () => {
  assert.deepEqual(await describeLog('-'), { path: '-' });
});
