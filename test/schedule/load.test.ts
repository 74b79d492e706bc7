import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evenArrivals } from '../../src/schedule/even-arrivals.ts';
import type { LoadShape } from '../../src/schedule/load-shape.ts';
import { LoadSyntaxError, parseLoad } from '../../src/schedule/parse-load.ts';
import { constant, sequence, wave } from '../../src/schedule/shapes.ts';

interface Row {
  readonly says: string;
  readonly load: string;
  readonly count: number;
  /** Arrival → when it is due, in seconds. */
  readonly due: readonly (readonly [seq: number, seconds: number])[];
}

const ROWS: readonly Row[] = [
  {
    says: 'a constant rate is even, and begins at 0',
    load: 'const(100,10s)',
    count: 1000,
    due: [
      [0, 0],
      [1, 0.01],
      [999, 9.99],
    ],
  },
  {
    says: 'half of a rising line is sent when √½ of its time has passed',
    load: 'line(0,100,10s)',
    count: 500,
    due: [
      [0, 0],
      [250, 10 * Math.SQRT1_2],
      [125, 5],
    ],
  },
  {
    says: 'a falling line is the rising one backwards',
    load: 'line(100,0,10s)',
    count: 500,
    due: [
      [0, 0],
      [250, 10 - 10 * Math.SQRT1_2],
      [375, 5],
    ],
  },
  {
    says: 'what is left of an arrival at a seam goes on in the next shape: 3 × 1.4 are 4.2, not 3',
    load: 'const(1.4,1s) const(1.4,1s) const(1.4,1s)',
    count: 5,
    due: [
      [1, 1 / 1.4],
      [2, 2 / 1.4],
      [4, 4 / 1.4],
    ],
  },
  {
    says: 'a pause is a pause: what comes at its seam is due when it is over',
    load: 'const(10,1s) const(0,5s) const(10,1s)',
    count: 20,
    due: [
      [9, 0.9],
      [10, 6],
      [11, 6.1],
    ],
  },
  {
    says: 'so it is where the parts before it do not add up exactly',
    load: 'const(0.1,3s) const(0.1,3s) const(0.1,4s) const(0,5s) const(10,1s)',
    count: 11,
    due: [
      [0, 0],
      [1, 15],
      [2, 15.1],
    ],
  },
  {
    says: 'after a pause at the beginning, the first is due when it is over',
    load: 'const(0,10s) const(10,2s)',
    count: 20,
    due: [
      [0, 10],
      [19, 11.9],
    ],
  },
  {
    says: 'a line and a wave at 0 are pauses, too',
    load: 'line(0,0,5s) wave(0,0,4s,1s) line(0,10,5s)',
    count: 25,
    due: [
      [0, 6],
      [25, 11],
    ],
  },
  {
    says: 'a pause at the end delays nothing',
    load: 'wave(0,0,4s,1s) const(5,1s) const(0,3s) wave(0,0,4s,8s)',
    count: 5,
    due: [
      [0, 1],
      [4, 1.8],
      [5, 2],
    ],
  },
  {
    says: 'steps hold each rate, the last included',
    load: 'step(10,30,10,1s)',
    count: 60,
    due: [
      [10, 1],
      [30, 2],
      [59, 2 + 29 / 30],
    ],
  },
  {
    says: 'steps go down as well, and end at the rate that was named though they do not meet it',
    load: 'step(30,5,10,1s)',
    count: 65,
    due: [
      [30, 1],
      [50, 2],
      [60, 3],
    ],
  },
  {
    says: 'a silent stretch sends nothing and takes its time',
    load: 'const(10,1s) const(0,5s) const(10,1s)',
    count: 20,
    due: [
      [9, 0.9],
      [11, 6.1],
    ],
  },
  {
    says: 'a wave sends its mean over whole periods, and half of it by the middle of one',
    load: 'wave(100,300,10s,20s)',
    count: 4000,
    due: [
      [1000, 5],
      [2000, 10],
      [3000, 15],
    ],
  },
  {
    says: 'rates may be a minute’s, times may be put together',
    load: 'const(60/m,1m30s)',
    count: 90,
    due: [[89, 89]],
  },
];

for (const { says, load, count, due } of ROWS) {
  test(`${load}: ${says}`, () => {
    const schedule = evenArrivals(parseLoad(load));
    assert.equal(schedule.count, count);
    for (const [seq, seconds] of due)
      assert.ok(Math.abs(schedule.dueAtUs(seq) - seconds * 1e6) <= 1, `${seq}`);
  });
}

const SHAPES: readonly (readonly [string, LoadShape])[] = [
  ...ROWS.map(({ load }): [string, LoadShape] => [load, parseLoad(load)]),
  ['a wave that touches 0', wave(0, 50, 3, 10)],
  ['shapes within shapes', sequence([parseLoad('line(1,9,3s)'), parseLoad('const(2,2s) wave(1,5,1s,4s)')])],
];

for (const [name, shape] of SHAPES) {
  test(`${name}: the time of the n-th arrival is the inverse of the area under the rate`, () => {
    const stepS = shape.durationS / 200_000;
    let area = 0;
    for (let i = 0; i < 200_000; i++) {
      const rate = shape.rateAt((i + 0.5) * stepS);
      area += rate * stepS;
      // Where nothing is sent, every time has the same area: only times with a rate can be found again.
      if (rate === 0 || i % 97 !== 0) continue;
      const found = shape.timeAt(Math.min(area, shape.total));
      assert.ok(Math.abs(found - (i + 1) * stepS) < 1e-3 * shape.durationS, `${area} at ${found}`);
    }
    assert.ok(Math.abs(area - shape.total) < 1e-4 * shape.total, `${area} of ${shape.total}`);
  });

  test(`${name}: due times never decrease, and all are before the end`, () => {
    const schedule = evenArrivals(shape);
    let before = 0;
    for (let seq = 0; seq < schedule.count; seq++) {
      const due = schedule.dueAtUs(seq);
      assert.ok(due >= before && due <= shape.durationS * 1e6, `${seq} at ${due}`);
      before = due;
    }
  });
}

test('what comes before a rate without an end keeps its own times', () => {
  const { dueAtUs } = evenArrivals(sequence([constant(10, 1), constant(0, 2), constant(20, Infinity)]));
  assert.deepEqual([0, 9, 10, 11].map(dueAtUs), [0, 900_000, 3_000_000, 3_050_000]);
});

test('what is no load is refused with a sentence that names it', () => {
  for (const [load, says] of [
    ['', /no shape/],
    ['ramp(1,2,3s)', /'ramp' is no shape/],
    ['const(100)', /const takes 2 values/],
    ['const(abc,1m)', /'abc' is no rate/],
    ['const(-5,1m)', /'-5' is no rate/],
    ['line(1,2,5)', /line: '5' is no time/],
    ['line(1,2,0s)', /line: it lasts no time/],
    ['const(0,1m)', /sends nothing/],
    ['step(1,9,0,1s)', /by how much/],
    ['const(1,1s) nonsense', /'nonsense' is no shape/],
  ] as const) {
    assert.throws(
      () => parseLoad(load),
      (error: Error) => error instanceof LoadSyntaxError && says.test(error.message),
      load,
    );
  }
});
