import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evenArrivals } from '../../src/schedule/even-arrivals.ts';
import { parsePoints } from '../../src/schedule/parse-points.ts';
import { type RateFunction, shapeOfFunction } from '../../src/schedule/rate-function.ts';

const of = (rateOf: RateFunction, durationS = Infinity) => shapeOfFunction(rateOf, durationS, 'x.ts');

test('a function of steps is exact: jumps stand where they are written', () => {
  const shape = of((s) => (s < 1 ? 10 : s < 2 ? 0 : s < 3 ? 40 : null));
  assert.equal(shape.durationS, 3);
  assert.ok(Math.abs(shape.total - 50) < 1e-9);
  const { count, dueAtUs } = evenArrivals(shape);
  assert.equal(count, 50);
  assert.deepEqual(
    [0, 5, 9, 10, 11, 49].map(dueAtUs),
    [0, 500_000, 900_000, 2_000_000, 2_025_000, 2_975_000],
  );
});

test('a function that begins with a pause sends its first when that is over', () => {
  const { count, dueAtUs } = evenArrivals(of((s) => (s < 3 ? 0 : s < 4 ? 10 : s < 5 ? 0 : null)));
  assert.deepEqual([0, 1, 9, 10].map(dueAtUs), [3_000_000, 3_100_000, 3_900_000, 4_000_000]);
  assert.equal(count, 10);
});

test('a smooth function is integrated to a millionth', () => {
  const shape = of((s) => (s < 10 ? 100 + 50 * Math.sin(s) : null));
  assert.ok(Math.abs(shape.total - (1000 + 50 * (1 - Math.cos(10)))) < 1e-3, `${shape.total}`);
  // Where 100·t + 50·(1 − cos t) is 500, as bisection finds it.
  let [low, high] = [0, 10];
  while (high - low > 1e-12) {
    const t = (low + high) / 2;
    if (100 * t + 50 * (1 - Math.cos(t)) < 500) low = t;
    else high = t;
  }
  assert.ok(Math.abs(shape.timeAt(500) - low) < 1e-5, `${shape.timeAt(500)}, not ${low}`);
  assert.ok(Math.abs(shape.rateAt(3) - (100 + 50 * Math.sin(3))) < 0.5);
});

test('a duration ends a function, within a step as well', () => {
  const shape = of(() => 100, 1.234);
  assert.equal(shape.durationS, 1.234);
  assert.ok(Math.abs(shape.total - 123.4) < 1e-9);
});

test('due times of a function never decrease, silence or not', () => {
  const { count, dueAtUs } = evenArrivals(of((s) => (s < 20 ? Math.max(0, 30 * Math.sin(s * 3)) : null)));
  for (let seq = 1; seq < count; seq++) assert.ok(dueAtUs(seq) >= dueAtUs(seq - 1), `${seq}`);
});

for (const [says, rateOf, message] of [
  ['a rate below nothing', () => -1, /x\.ts: at 0\.005 s it returns -1, which is no rate/],
  ['no number', () => Number.NaN, /returns NaN/],
  ['what is forgotten to be returned', (() => undefined) as unknown as RateFunction, /returns undefined/],
  [
    'what it throws',
    () => {
      throw new RangeError('oops');
    },
    /it throws at 0\.005 s: RangeError: oops/,
  ],
  ['nothing at all', (s: number) => (s < 1 ? 0 : null), /it sends nothing/],
  ['no end', () => 1, /it has not ended after a day/],
] as const) {
  test(`a function is refused for ${says}`, () => {
    assert.throws(() => of(rateOf), { code: 'usage', message });
  });
}

test('points are joined by straight lines; two at one time are a jump', () => {
  const shape = parsePoints('seconds,rate\r\n0,10\r\n\r\n10, 30\n10,100\n11,100\n', 'p.csv');
  assert.equal(shape.durationS, 11);
  assert.equal(shape.total, 300);
  assert.deepEqual([shape.rateAt(5), shape.rateAt(10.5)], [20, 100]);
  assert.equal(shape.timeAt(250), 10.5);
});

test('up to the first point the rate is that of the first', () => {
  const shape = parsePoints('5,20\n6,20', 'p.csv');
  assert.deepEqual([shape.durationS, shape.total, shape.timeAt(50)], [6, 120, 2.5]);
});

for (const [text, message] of [
  ['0,10\n1,x', /p\.csv:2: '1,x' is not seconds,rate/],
  ['0,10\nseconds,rate\n1,2', /p\.csv:2/],
  ['0;10', /p\.csv:1/],
  ['0,-1\n1,1', /p\.csv:1/],
  ['5,1\n4,1', /p\.csv:2: it goes back in time/],
  ['0,1', /at least two points/],
  ['', /at least two points/],
  ['0,0\n5,0', /it sends nothing/],
] as const) {
  test(`${JSON.stringify(text)} is no load`, () => {
    assert.throws(() => parsePoints(text, 'p.csv'), { code: 'usage', message });
  });
}
