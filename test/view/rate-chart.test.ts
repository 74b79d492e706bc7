import assert from 'node:assert/strict';
import { test } from 'node:test';
import { painter } from '../../src/view/paint.ts';
import { rateChart } from '../../src/view/rate-chart.ts';
import { visibleWidth } from '../../src/view/visible-width.ts';
import { sampleInspection } from './samples.ts';

const chartOf = (counts: readonly number[], width = 100, stretchMs = 1000) =>
  rateChart(
    sampleInspection({ timeline: { startMs: Date.UTC(2026, 6, 1), stretchMs, counts } }),
    width,
    painter(false),
  );

test('the rate over time is columns of blocks, the highest as high as the chart', () => {
  const lines = chartOf([0, 1, 8, 16, 32, 4]);
  assert.deepEqual(
    lines.slice(0, 4).map((line) => line.slice(10)),
    [
      '            ███    32/s', //
      '            ███',
      '         ██████',
      '   ▁▁▁█████████▄▄▄',
    ],
  );
  assert.match(lines[0]!, /^rate {6}/);
  assert.equal(lines.length, 5);
});

test('many stretches share a column, whose height is their mean', () => {
  const counts = Array.from({ length: 1000 }, (_, i) => (i < 500 ? 10 : 20));
  const [top, , bottom] = chartOf(counts, 60);
  assert.match(top!, / 20\/s$/);
  assert.match(bottom!, /^ {10}█+$/);
  assert.equal(top!.indexOf('█') > 10, true, 'the first half is lower');
});

test('a log of a moment has no chart', () => {
  assert.deepEqual(chartOf([5, 3]), []);
  assert.deepEqual(rateChart(sampleInspection({ timeline: null }), 100, painter(false)), []);
});

test('the chart fits, whatever the width and the length of the log', () => {
  for (const width of [60, 61, 80, 100, 200]) {
    for (const length of [3, 10, 47, 48, 49, 333, 1024]) {
      for (const stretchMs of [1000, 64_000, 8_388_608_000]) {
        const lines = chartOf(
          Array.from({ length }, (_, i) => 1 + ((i * 7919) % 1_000_003)),
          width,
          stretchMs,
        );
        for (const line of lines) assert.ok(visibleWidth(line) <= width, `${width} ${length}: ${line}`);
      }
    }
  }
});

test('a single request among many shows, and silence does not', () => {
  const counts = [100_000, 0, 1, 0, 100_000];
  const bottom = chartOf(counts)[3]!.slice(10);
  assert.equal(bottom, '███   ▁▁▁   ███');
});
