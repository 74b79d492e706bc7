import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { painter } from '../../src/view/paint.ts';
import { renderProgress } from '../../src/view/render-progress.ts';
import { visibleWidth } from '../../src/view/visible-width.ts';
import { sampleProgress } from './samples.ts';

const plain = painter(false);
const bar = (share: number, columns: number) => '#'.repeat(Math.round(share * columns)).padEnd(columns, '-');

test('a wide line tells all there is', () => {
  assert.equal(
    renderProgress(sampleProgress(), 200, plain, bar),
    '[############------------]  5.0 s / 10.0 s  100.0/s  of 100/s  in flight 3  2xx 480  4xx 12  5xx 3  ' +
      'failed 2  dropped 0  p50 1.23 ms  p99 45.6 ms  lag p99 90.0 µs',
  );
});

test('a line never exceeds its width, and what went wrong is the last to go', () => {
  for (const progress of [
    sampleProgress(),
    sampleProgress({ elapsedUs: 9e15, planned: 9e15, inFlight: 9e15 }),
  ]) {
    for (let width = 0; width <= 220; width++) {
      for (const paint of [plain, painter(true)]) {
        assert.ok(visibleWidth(renderProgress(progress, width, paint, bar)) <= width);
      }
    }
  }
  assert.equal(renderProgress(sampleProgress(), 40, plain, bar), '5.0 s / 10.0 s  100.0/s  failed 2');
});

test('a line of the usual terminal has its bar, and colours add only colours', () => {
  const calm = sampleProgress({ failed: 0, statusClasses: { '2xx': 490 } });
  const line = renderProgress(calm, 79, plain, bar);
  assert.match(line, /^\[#+-+\] {2}5\.0 s \/ 10\.0 s {2}100\.0\/s .*2xx 490 .*p99 45\.6 ms/);
  assert.equal(stripVTControlCharacters(renderProgress(calm, 79, painter(true), bar)), line);
});

test('a run without a known end or a rate has no bar, and nothing is NaN or null', () => {
  const progress = sampleProgress({
    totalUs: null,
    rateAsked: null,
    rateMade: 0,
    responseP50Us: null,
    responseP99Us: null,
    lagP99Us: null,
    statusClasses: {},
  });
  const line = renderProgress(progress, 200, plain, bar);
  assert.equal(line, '5.0 s  0.0/s  of max  in flight 3  failed 2  dropped 0  p50 -  p99 -  lag p99 -');
});
