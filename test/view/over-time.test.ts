import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overTime } from '../../src/view/over-time.ts';
import { painter } from '../../src/view/paint.ts';
import { visibleWidth } from '../../src/view/visible-width.ts';
import { sampleIntervals, sampleReport } from './samples.ts';

const paint = painter(false);
const course = (intervals: ReturnType<typeof sampleIntervals>, width = 120) =>
  overTime(sampleReport({ intervals }), width, paint);

test('the rate and p99 have a line each, with the highest at its end', () => {
  const intervals = sampleIntervals(8).map((interval, i) => ({ ...interval, sent: i < 4 ? 50 : 100 }));
  const [sent, p99] = course(intervals);
  assert.equal(sent, 'sent      ▅▅▅▅████ up to 100.0/s; a column is 1.0 s');
  assert.match(p99!, /^p99 {7}█{8} up to 5\.0\d ms$/);
});

test('a long run takes no more columns than there is room for, and of p99 the worst is shown', () => {
  const intervals = sampleIntervals(700).map(({ response, ...interval }, i) =>
    i === 350 ? { ...interval, response: { ...response!, p99: 9e6 } } : { ...interval, response: response! },
  );
  const lines = course(intervals, 60);
  for (const line of lines) assert.ok(visibleWidth(line) <= 60, line);
  assert.equal(lines[1]!.match(/█/g)?.length, 1);
  assert.match(lines[1]!, /up to 9\.00 s$/);
});

test('where nothing was answered there is a gap, and a short run has no course', () => {
  const intervals = sampleIntervals(6).map(({ response, ...interval }) => interval);
  assert.equal(course(intervals)[1], 'p99              up to -');
  assert.deepEqual(course(sampleIntervals(4)), []);
});

test('what was sent late, after all that was due, is no part of the course', () => {
  const [last, ...rest] = sampleIntervals(8).toReversed();
  const stragglers = { ...last!, planned: 0, sent: 3 };
  const [sent] = course([...rest.toReversed(), stragglers]);
  assert.match(sent!, /^sent {6}█{7} up to/);
});
