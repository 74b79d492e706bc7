import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DistinctCounter } from '../../src/summarize/distinct-counter.ts';

test('a few are counted exactly, however often they come', () => {
  const counter = new DistinctCounter();
  for (let i = 0; i < 100_000; i++) counter.add(String(i % 9999));
  assert.deepEqual([counter.count, counter.exact], [9999, true]);
});

for (const [what, textOf] of Object.entries({
  numbers: (i: number) => String(i),
  'IPv4 addresses': (i: number) => `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`,
  'IPv6 addresses': (i: number) => `2001:db8::${(i >> 8).toString(16)}:${(i & 255).toString(16)}`,
  'long texts': (i: number) => `${'x'.repeat(50)}${i}`,
})) {
  test(`many ${what} are counted within a few percent`, () => {
    for (const size of [12_000, 50_000, 400_000]) {
      const counter = new DistinctCounter();
      for (let i = 0; i < size; i++) counter.add(textOf(i));
      // 4 times the standard error of 2^14 registers.
      assert.ok(Math.abs(counter.count / size - 1) < 0.033, `${counter.count} for ${size}`);
      assert.equal(counter.exact, false);
      const before = counter.count;
      for (let i = 0; i < size; i += 3) counter.add(textOf(i));
      assert.equal(counter.count, before, 'what comes again counts nothing');
    }
  });
}
