import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { damage, randomOf } from '../../../src/parse/damage-line.ts';
import { detectWrappers } from '../../../src/parse/unwrap/detect-wrapper.ts';

const WRAPPED = new URL('../../../fixtures/wrappers/', import.meta.url);

for (const file of readdirSync(WRAPPED)) {
  test(`damaged lines of ${file} come through, and nothing is kept for ever`, () => {
    const lines = readFileSync(new URL(file, WRAPPED), 'latin1').trimEnd().split('\n').slice(0, 20);
    const wrapper = detectWrappers(lines).at(-1)!;
    const { unwrap, writtenAtMs, rest } = wrapper.open({ newestMs: 1_800_000_000_000 });
    const random = randomOf(7);
    for (let i = 0; i < 3000; i++) {
      const line = damage(lines, random);
      const inner = unwrap(line);
      assert.ok(inner === null || typeof inner === 'string', line);
      const ms = writtenAtMs();
      assert.ok(ms === undefined || Number.isFinite(ms), line);
    }
    rest();
    assert.deepEqual(rest(), []);
  });
}
