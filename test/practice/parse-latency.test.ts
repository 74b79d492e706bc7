import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLatency } from '../../practice/parse-latency.ts';

const RIGHT: readonly [text: string, min: number, max: number][] = [
  ['5ms..80ms', 5, 80],
  ['20ms', 20, 20],
  ['0', 0, 0],
  ['0ms', 0, 0],
  ['0.5s..2s', 500, 2000],
  ['0..80ms', 0, 80],
  ['.25s', 250, 250],
  ['1.1s', 1100, 1100],
  ['1m', 60_000, 60_000],
  ['1h', 3_600_000, 3_600_000],
  [' 5ms .. 80 ms ', 5, 80],
  ['7ms..7ms', 7, 7],
];

for (const [text, min, max] of RIGHT) {
  test(`'${text}' is a latency from ${min} to ${max} ms`, () => {
    assert.deepEqual(parseLatency(text), { min, max });
  });
}

const WRONG: readonly [text: string, error: typeof TypeError | typeof RangeError, message: RegExp][] = [
  ['', TypeError, /^a time is missing in ''/],
  ['5ms..', TypeError, /^a time is missing in '5ms\.\.'/],
  ['..', TypeError, /^a time is missing/],
  ['20', TypeError, /^'20' has no unit: write 20ms or 20s$/],
  ['5..80ms', TypeError, /^'5' has no unit/],
  ['5min', TypeError, /^'min' is no unit of time: write 5ms, 5s or 5m$/],
  ['5MS', TypeError, /^'MS' is no unit of time/],
  ['fast', TypeError, /^'fast' is no time/],
  ['-5ms', TypeError, /^'-5ms' is no time/],
  ['5ms-80ms', TypeError, /^'5ms-80ms' is no time/],
  ['1ms..2ms..3ms', TypeError, /has more than two ends/],
  ['80ms..5ms', RangeError, /runs backwards/],
  ['1d', TypeError, /^'d' is no unit/],
  ['2h', RangeError, /^'2h' is too long/],
  ['61m', RangeError, /^'61m' is too long/],
];

for (const [text, error, message] of WRONG) {
  test(`'${text}' is rejected as a latency, with one line that says why`, () => {
    assert.throws(
      () => parseLatency(text),
      (thrown: unknown) => {
        assert.ok(thrown instanceof error);
        assert.match(thrown.message, message);
        assert.doesNotMatch(thrown.message, /\n/);
        return true;
      },
    );
  });
}
