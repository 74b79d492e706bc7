import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SkipCounter } from '../../src/request/skip-counter.ts';

const line = (number: number, text = `line ${number}`) => ({ file: 'a.log', number, text });

test('lines are counted by reason, most first, with the first of each', () => {
  const skips = new SkipCounter();
  skips.add('method', line(1));
  skips.add('connect', line(2));
  skips.add('connect', line(3));
  assert.deepEqual(skips.counts(), [
    { reason: 'connect', count: 2, example: line(2) },
    { reason: 'method', count: 1, example: line(1) },
  ]);
});

test('an example is readable, short, and holds no secret', () => {
  const skips = new SkipCounter();
  skips.add('method', line(1, 'POST /caf\xc3\xa9?password=hunter2&x=1'));
  skips.add('connect', line(2, '{"cookie":"sid=hunter2"}'));
  skips.add('upgrade', line(3, 'x'.repeat(100_000)));
  const [post, json, long] = skips.counts().map(({ example }) => example.text);
  assert.equal(post, 'POST /café?password=REDACTED&x=1');
  assert.equal(json, '{"cookie":"REDACTED"}');
  assert.ok(long.length <= 500);
});

test('where nothing was left out there is nothing to tell', () => {
  assert.deepEqual(new SkipCounter().counts(), []);
});
