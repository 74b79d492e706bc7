import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Placeholder, PlaceholderValue } from '../../src/model.ts';
import { placeholderText } from '../../src/send/placeholder-text.ts';

const placeholder = (written: string, value: PlaceholderValue): Placeholder => ({
  written,
  value,
  within: 'text',
});
const uuid = (seq: number, seed = 1, written = 'uuid') =>
  placeholderText(placeholder(written, { kind: 'uuid' }), seq, seed);
const random = (seq: number, from: number, to: number, written = `random:${from}..${to}`) =>
  Number(placeholderText(placeholder(written, { kind: 'random', from, to }), seq, 1));

test('a UUID has the form of version 4, and none comes twice', () => {
  const seen = new Set(Array.from({ length: 20_000 }, (_, seq) => uuid(seq)));
  assert.equal(seen.size, 20_000);
  for (const one of seen)
    assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(
    new Set(Array.from(seen, (one) => one.slice(0, 8))).size,
    20_000,
    'the first words differ, too',
  );
});

test('what is random follows from seed and place, and from how it is written', () => {
  assert.equal(uuid(7), uuid(7));
  assert.notEqual(uuid(7), uuid(8));
  assert.notEqual(uuid(7), uuid(7, 2));
  assert.notEqual(uuid(7), uuid(7, 1, 'uuid:b'));
  assert.equal(random(7, 1, 1e9), random(7, 1, 1e9));
  assert.notEqual(random(7, 1, 1e9), random(7, 1, 1e9, 'random:1..1000000000:b'));
});

test('a random number is any from the first to the last, one about as often as another', () => {
  const counts = new Map<number, number>();
  for (let seq = 0; seq < 6000; seq++) {
    const number = random(seq, -2, 3);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  assert.deepEqual(
    [...counts.keys()].sort((a, b) => a - b),
    [-2, -1, 0, 1, 2, 3],
  );
  for (const count of counts.values()) assert.ok(count > 800 && count < 1200, String(count));
  assert.equal(random(1, 5, 5), 5);
});

test('the time is that of the sending: ISO 8601 in UTC, seconds, or milliseconds since 1970', () => {
  const text = (kind: 'iso' | 'epoch' | 'epochms') => placeholderText(placeholder('now', { kind }), 0, 1);
  const before = Date.now();
  const [iso, epoch, ms] = [text('iso'), text('epoch'), text('epochms')];
  const after = Date.now();
  assert.match(iso, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  for (const at of [Date.parse(iso), Number(ms)]) assert.ok(at >= before && at <= after);
  assert.ok(Number(epoch) >= Math.floor(before / 1000) && Number(epoch) <= after / 1000);
});
