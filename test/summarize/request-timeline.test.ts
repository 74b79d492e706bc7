import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestTimeline } from '../../src/summarize/request-timeline.ts';

function timelineOf(times: Iterable<number>): RequestTimeline {
  const timeline = new RequestTimeline();
  for (const ms of times) timeline.add(ms);
  return timeline;
}

test('a short log is counted by the second, without gaps, in whatever order it comes', () => {
  for (const times of [
    [5100, 5900, 8000, 6001],
    [8000, 5900, 6001, 5100],
  ]) {
    const { timeline, peakSecond } = timelineOf(times);
    assert.deepEqual(timeline, { startMs: 5000, stretchMs: 1000, counts: [2, 1, 0, 1] });
    assert.deepEqual(peakSecond, { atMs: 5000, count: 2 });
  }
});

test('a log without times has none', () => {
  const { timeline, peakSecond } = timelineOf([]);
  assert.deepEqual([timeline, peakSecond], [null, null]);
});

test('a log of many days is counted by longer stretches, and nothing is lost', () => {
  const times = Array.from({ length: 200_000 }, (_, i) => i * 60_000);
  const { timeline } = timelineOf(times);
  assert.ok(timeline!.counts.length <= 1024, `${timeline!.counts.length}`);
  assert.equal(
    timeline!.counts.reduce((sum, count) => sum + count),
    200_000,
  );
  assert.deepEqual(timelineOf(times.toReversed()).timeline, timeline);
  assert.equal((timeline!.stretchMs / 1000) % 2, 0);
});

test('one stamp that is far off does not grow the memory', () => {
  const { timeline } = timelineOf([0, 1_795_000_000_000, 1_795_000_000_500, -5_000_000_000_000]);
  assert.ok(timeline!.counts.length <= 1024);
  assert.equal(
    timeline!.counts.reduce((sum, count) => sum + count),
    4,
  );
});

test('the busiest second is found in a log of any length, also where lines are a little out of order', () => {
  function* times() {
    for (let second = 0; second < 100_000; second++) {
      yield second * 1000;
      if (second > 60 && second % 1000 === 0) yield (second - 60) * 1000;
      if (second === 70_005) for (let i = 0; i < 3; i++) yield 70_000_500;
    }
  }
  assert.deepEqual(timelineOf(times()).peakSecond, { atMs: 70_000_000, count: 4 });
});
