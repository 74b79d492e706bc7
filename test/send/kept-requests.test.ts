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

test('what a worker kept is gone with it, and makes room for what the next one keeps', () => {
  const kept = new KeptRequests();
  const large = { path: `/${'a'.repeat(QUARTER)}` };
  const keep = (worker: number) =>
    [0, 1, 2, 3].map((position) => kept.keep({ ...requestAt(position), ...large }, worker));
  assert.ok(kept.keep(requestAt(9), 0));
  assert.deepEqual(keep(1), [true, true, true, false]);
  kept.forget(1);
  assert.deepEqual([kept.has(requestAt(0), 1), kept.has(requestAt(9), 0)], [false, true]);
  assert.deepEqual(keep(1), [true, true, true, false]);
});
