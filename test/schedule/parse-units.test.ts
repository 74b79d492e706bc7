import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration, parseRate } from '../../src/schedule/parse-units.ts';

test('a rate is a second’s, or a minute’s', () => {
  for (const [text, perSecond] of [
    ['100', 100],
    ['0.5', 0.5],
    ['100/s', 100],
    ['6000/m', 100],
    ['0', 0],
  ] as const)
    assert.equal(parseRate(text), perSecond, text);
});

test('a time is a number with its unit, or several', () => {
  for (const [text, us] of [
    ['500ms', 500_000],
    ['1.5s', 1_500_000],
    ['10m', 600_000_000],
    ['1h30m', 5_400_000_000],
    ['1d', 86_400_000_000],
    ['0.001ms', 1],
    ['0s', 0],
  ] as const)
    assert.equal(parseDuration(text), us, text);
});

test('what is neither is refused with a sentence that shows how to write it', () => {
  for (const text of ['', '-1', '1e3', '100/h', '100 /s', 'max', '∞'])
    assert.throws(() => parseRate(text), new TypeError(`'${text}' is no rate: write 100, 100/s or 6000/m`));
  for (const text of ['', '5', '5 s', '-5s', '5min', '1h 30m', 's'])
    assert.throws(() => parseDuration(text), {
      name: 'TypeError',
      message: /is no time: write 500ms, 90s, /,
    });
});
