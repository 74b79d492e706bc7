import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SkipCounter } from '../../src/request/skip-counter.ts';

const line = (number: number, text = `line ${number}`) => ({ file: 'a.log', number, text });

const record = {
  ...{ method: 'POST', target: '/caf\xc3\xa9?password=hunter2', client: 'hunter2' },
  headers: [['x-of-ours', 'hunter2']],
} as const;

test('lines are counted by reason, most first, with the first of each', () => {
  const skips = new SkipCounter();
  skips.add('method', line(1), record);
  skips.add('connect', line(2), { skipped: 'connect' });
  skips.add('connect', line(3), { skipped: 'connect' });
  assert.deepEqual(skips.counts(), [
    { reason: 'connect', count: 2, example: line(2) },
    { reason: 'method', count: 1, example: line(1, 'POST /café?password=REDACTED') },
  ]);
});

test('an example is readable, short, and holds no secret', () => {
  const skips = new SkipCounter();
  skips.add('not-http', line(1, 'POST /caf\xc3\xa9?password=hunter2&x=1'), { skipped: 'not-http' });
  skips.add('connect', line(2, '{"cookie":"sid=hunter2"}'), { skipped: 'connect' });
  skips.add('upgrade', line(3, 'x'.repeat(100_000)), { skipped: 'upgrade' });
  const [post, json, long] = skips.counts().map(({ example }) => example.text);
  assert.equal(post, 'POST /café?password=REDACTED&x=1');
  assert.equal(json, '{"cookie":"REDACTED"}');
  assert.ok(long.length <= 500);
});

test('a line that was read as a request is shown as that request, and no longer than others', () => {
  const skips = new SkipCounter();
  skips.add('method', line(1, 'x'), {
    ...record,
    target: `http://anna:hunter2@a.example/${'x'.repeat(1000)}`,
  });
  const { text } = skips.counts()[0].example;
  assert.match(text, /^POST http:..REDACTED@a\.example.x+$/);
  assert.equal(text.length, 500);
});

test('where nothing was left out there is nothing to tell', () => {
  assert.deepEqual(new SkipCounter().counts(), []);
});
