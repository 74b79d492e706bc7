import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeptRequests } from '../../src/send/kept-requests.ts';
import { requestAt } from './sample-arrivals.ts';

const QUARTER = 16 * 1024 * 1024;

test('what a worker keeps is known of that worker', () => {
  const kept = new KeptRequests();
  assert.ok(kept.keep(requestAt(3), 1));
  assert.deepEqual(
    [kept.has(requestAt(3), 1), kept.has(requestAt(3), 0), kept.has(requestAt(2), 1)],
    [true, false, false],
  );
});

test('no more is kept than there is room for, be it in paths, headers or bodies', () => {
  for (const large of [
    { path: `/${'a'.repeat(QUARTER)}` },
    { headers: ['X', 'a'.repeat(QUARTER)] },
    { body: new Uint8Array(QUARTER) },
  ]) {
    const kept = new KeptRequests();
    const answers = [0, 1, 2, 3].map((position) => kept.keep({ ...requestAt(position), ...large }, 0));
    assert.deepEqual(answers, [true, true, true, false]);
    assert.ok(!kept.has(requestAt(3), 0));
  }
});
