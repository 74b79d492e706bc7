import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStopConditions } from '../../src/summarize/steady-condition.ts';
import { SteadyWatch } from '../../src/summarize/steady-watch.ts';
import { batchOf, dropped } from './outcomes.ts';

const S = 1_000_000;

interface Second {
  /** Of most requests, of the slowest tenth, and of the slowest two in a hundred. */
  readonly us: readonly [p50: number, p95: number, p99: number];
  readonly count?: number;
}

/** A run of seconds before a watch of ten; tells after how many it was steady, and by what. */
function steadyAfter(seconds: readonly Second[], warmupS = 0): [number, number[][]] | null {
  const watch = new SteadyWatch({ text: 'steady(10s)', seconds: 10 }, warmupS * S);
  for (const [i, { us, count = 100 }] of seconds.entries()) {
    const at = (k: number) => i * S + Math.floor((k * S) / count);
    const slow = (k: number) => (k % 50 === 0 ? us[2] : k % 10 === 1 ? us[1] : us[0]);
    watch.add(
      batchOf(
        Array.from({ length: count }, (_, k) => ({
          dueAtUs: at(k) - slow(k),
          lagUs: 0,
          serviceUs: slow(k),
        })).filter(({ dueAtUs }) => dueAtUs >= 0),
      ),
    );
    const settled = watch.check((i + 1.5) * S);
    if (settled)
      return [i + 1, settled.map(({ percentile, beforeUs, lastUs }) => [percentile, beforeUs, lastUs])];
  }
  return null;
}

const times = (count: number, second: Second): Second[] => new Array(count).fill(second);
const SETTLED: Second = { us: [1000, 5000, 20_000] };

test('a run whose percentiles do not move is steady after twice the time', () => {
  assert.deepEqual(steadyAfter(times(40, SETTLED)), [
    20,
    [
      [50, 1000, 1000],
      [95, 5003, 5003],
      [99, 20_015, 20_015],
    ],
  ]);
});

for (const [which, moving] of [
  ['median', 0],
  ['p95', 1],
  ['p99', 2],
] as const) {
  test(`while its ${which} grows, it is not; once that stays, it is`, () => {
    const at = (second: number): Second => {
      const us = SETTLED.us.with(moving, SETTLED.us[moving] * 1.01 ** Math.min(second, 40));
      return { us: us as unknown as Second['us'] };
    };
    const [after] = steadyAfter(Array.from({ length: 100 }, (_, second) => at(second))) ?? [];
    assert.ok(after !== undefined && after > 40 && after <= 60, `${after}`);
  });
}

test('a twentieth, or a tenth of a millisecond, is no move', () => {
  const first = times(10, SETTLED);
  assert.equal(steadyAfter([...first, ...times(10, { us: [1040, 5190, 20_700] })])?.[0], 20);
  assert.equal(
    steadyAfter([...times(10, { us: [100, 120, 150] }), ...times(10, { us: [180, 210, 240] })])?.[0],
    20,
  );
  assert.equal(steadyAfter([...first, ...times(10, { us: [1040, 5190, 21_200] })]), null);
});

test('few requests tell nothing', () => {
  assert.equal(steadyAfter(times(200, { ...SETTLED, count: 49 })), null);
  assert.equal(steadyAfter(times(20, { ...SETTLED, count: 51 }))?.[0], 20);
});

test('the warm-up is not looked at', () => {
  assert.equal(steadyAfter([...times(15, { us: [9000, 9000, 9000] }), ...times(40, SETTLED)], 15)?.[0], 35);
});

test('what was not sent, and what was refused at once, is no response', () => {
  const watch = new SteadyWatch({ text: 'steady(10s)', seconds: 10 }, 0);
  for (let i = 0; i < 5000; i++) {
    const at = { dueAtUs: i * 5000 };
    watch.add(batchOf([dropped('overdue', at), { ...at, result: 'connect-refused', serviceUs: 10 }]));
  }
  assert.equal(watch.check(25 * S), null);
});

test('conditions of both kinds are read, in seconds and minutes', () => {
  const { bad, steady } = parseStopConditions(['steady(1m)', '5xx>20% for 5s', ' Steady( 30s ) ']);
  assert.deepEqual(
    bad.map(({ text }) => text),
    ['5xx>20% for 5s'],
  );
  assert.deepEqual(
    steady.map(({ seconds }) => seconds),
    [60, 30],
  );
});

for (const text of ['steady', 'steady()', 'steady(1h)', 'steady(1s)', 'steady(11m)', 'steady for 1m']) {
  test(`${text} is no condition, and the message has one that is`, () => {
    assert.throws(() => parseStopConditions([text]), {
      name: 'TypeError',
      message: /steady takes a time from 2s to 10m, as in 'steady\(1m\)'/,
    });
  });
}
