import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largeAnswers, memoryOf } from '../../end-to-end/large-answers.ts';

test('an answer of 100 MiB, and gzip bombs of 1 GiB, are read to the end and cost no memory', async (t) => {
  await using server = await largeAnswers();
  const small = await memoryOf(server.url, ['/0']);
  const paths = ['/100', ...Array.from({ length: 20 }, () => '/bomb')];
  const large = await memoryOf(server.url, paths, ['--save-bodies', 'sample']);
  assert.ok(large.bytes > 115 * 1024 * 1024, `${large.bytes} bytes came`);
  if (small.peakMiB === null) return t.skip('this system does not tell what a process takes');
  assert.ok(
    large.peakMiB! < small.peakMiB + 150,
    `${small.peakMiB} MiB with nothing, ${large.peakMiB} with much`,
  );
});
