import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largeAnswers, memoryOf } from '../end-to-end/large-answers.ts';

for (const [name, http2] of [
  ['HTTP/1.1', false],
  ['HTTP/2', true],
] as const) {
  test(`an answer of 1 GiB over ${name} is read to the end and costs no memory`, async (t) => {
    await using server = await largeAnswers(http2);
    const args = http2 ? ['--http2'] : [];
    const small = await memoryOf(server.url, ['/0'], args);
    const large = await memoryOf(server.url, ['/1024'], args);
    assert.equal(large.bytes, 1024 ** 3);
    if (small.peakMiB === null) return t.skip('this system does not tell what a process takes');
    assert.ok(
      large.peakMiB! < small.peakMiB + 150,
      `${small.peakMiB} MiB with nothing, ${large.peakMiB} with 1 GiB`,
    );
    t.diagnostic(`${small.peakMiB} MiB with nothing, ${large.peakMiB} MiB with 1 GiB`);
  });
}
