import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shareChange } from '../../src/summarize/share-change.ts';

const wholes = Array(32).fill(1000);
const counts = (part: (block: number) => number) => ({
  wholes,
  parts: wholes.map((_, block) => part(block)),
});
const none = counts(() => 0);

test('a share that is the same request by request is the same, and the interval knows how many requests there were', () => {
  const { p, interval } = shareChange(
    counts((block) => block),
    counts((block) => block),
    true,
    0,
  );
  assert.equal(p, 1);
  // Up to three in 32,000 may differ though none did.
  assert.ok(interval[1] > 2 / 32_000 && interval[1] < 4 / 32_000, `${interval}`);
  assert.equal(interval[0], -interval[1]);
});

test('failures all over the run are no chance; as many in one block may be', () => {
  const spread = shareChange(
    none,
    counts(() => 2),
    true,
    64 / 32_000,
  );
  assert.ok(spread.p < 1e-6, `${spread.p}`);
  assert.ok(spread.interval[0] > 0);
  const burst = shareChange(
    none,
    counts((block) => (block === 7 ? 64 : 0)),
    true,
    64 / 32_000,
  );
  assert.ok(burst.p > 0.2, `${burst.p}`);
  assert.ok(burst.interval[0] < 0);
});

test('a few failures are never sure, however evenly they lie', () => {
  const few = shareChange(
    none,
    counts((block) => (block % 8 === 0 ? 1 : 0)),
    true,
    4 / 32_000,
  );
  assert.ok(few.p > 0.05, `${few.p}`);
});

test('what varies with the requests falls out where both sides had the same', () => {
  const a = counts((block) => 50 + 40 * (block % 2));
  const b = counts((block) => 60 + 40 * (block % 2));
  assert.ok(shareChange(a, b, true, 0.01).p < 1e-6);
  assert.ok(shareChange(a, b, false, 0.01).p > 1e-3);
});
