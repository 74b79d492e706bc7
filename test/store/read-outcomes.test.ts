import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answers, newDatabase, reading, recordRun, sampleRequests } from './samples.ts';

const path = newDatabase();
const COUNT = 10_000;
before(() => recordRun(path, { requests: sampleRequests(2), batches: [answers(0, COUNT)] }));

const seqs = (stretches?: readonly { start: number; end: number }[]) =>
  reading(path, (reader) =>
    Array.from(reader.outcomes(1, stretches), ({ seq, count }) => Array.from(seq.subarray(0, count))),
  );

test('all outcomes of a run come in the order of the plan', () => {
  assert.deepEqual(
    seqs().flat(),
    Array.from({ length: COUNT }, (_, i) => i),
  );
});

test('stretches of a plan are read without what lies between, and share no batch', () => {
  const batches = seqs([
    { start: 5, end: 8 },
    { start: 8, end: 8 },
    { start: 9000, end: 20_000 },
  ]);
  assert.deepEqual(batches[0], [5, 6, 7]);
  assert.deepEqual([batches[1][0], batches.at(-1)!.at(-1)], [9000, COUNT - 1]);
  assert.equal(batches.flat().length, 3 + 1000);
});

test('a run tells the first and the last of its outcomes, and nothing where it has none', async () => {
  await recordRun(path, {});
  reading(path, (reader) => {
    assert.deepEqual(reader.seqRange(1), { first: 0, last: COUNT - 1 });
    assert.equal(reader.seqRange(2), null);
  });
});
