import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLoad } from '../../src/schedule/parse-load.ts';
import { poissonArrivals } from '../../src/schedule/poisson-arrivals.ts';
import { areasUnder, critical, distanceFromUniform } from '../helpers/kolmogorov-smirnov.ts';

for (const load of ['const(200,50s)', 'line(10,400,50s)', 'wave(50,350,10s,50s)', 'step(100,300,100,20s)']) {
  test(`arrivals of ${load} follow a Poisson process of that rate`, () => {
    const shape = parseLoad(load);
    const schedule = poissonArrivals(shape, 20261120);
    const due = Array.from({ length: schedule.count }, (_, seq) => schedule.dueAtUs(seq));
    // The count is Poisson as well: its deviation is the root of its mean.
    assert.ok(Math.abs(schedule.count - shape.total) < 4 * Math.sqrt(shape.total), `${schedule.count}`);

    const reached = areasUnder(shape, due);
    const places = reached.map((area) => area / shape.total);
    assert.ok(distanceFromUniform(places) < critical(places.length), 'places under the rate are uniform');

    // In the time that the rate measures out, gaps are exponential with mean 1.
    const gaps = reached.slice(1).map((area, i) => 1 - Math.exp(-(area - reached[i])));
    assert.ok(distanceFromUniform(gaps) < critical(gaps.length), 'gaps are exponential');
  });
}

test('the same seed gives the same arrivals in whatever order they are asked for, another seed others', () => {
  const shape = parseLoad('const(1000,30s)');
  const forwards = poissonArrivals(shape, 7);
  const times = Array.from({ length: 20_000 }, (_, seq) => forwards.dueAtUs(seq));
  const anyhow = poissonArrivals(shape, 7);
  for (const seq of [19_999, 3, 12_345, 4095, 4096, 0]) assert.equal(anyhow.dueAtUs(seq), times[seq]);
  assert.equal(anyhow.count, forwards.count);
  assert.notEqual(poissonArrivals(shape, 8).dueAtUs(100), times[100]);
});

test('neighbouring seeds are not the same arrivals moved along', () => {
  const shape = parseLoad('const(1000,10s)');
  const gaps = (seed: number) => {
    const schedule = poissonArrivals(shape, seed);
    return Array.from({ length: 5000 }, (_, seq) => schedule.dueAtUs(seq + 1) - schedule.dueAtUs(seq));
  };
  const [a, b] = [gaps(1), gaps(2)];
  for (let shift = -5; shift <= 5; shift++) {
    const same = a.filter((gap, i) => gap === b[i + shift]).length;
    assert.ok(same < 50, `${same} gaps are the same at a shift of ${shift}`);
  }
});
