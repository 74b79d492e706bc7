import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { nowUs } from '../../src/clock.ts';
import { startAlarm } from '../../src/send/alarm.ts';

test('it rings when it is time, never before, for the moment that was set last, and lets the event loop sleep', async () => {
  const alarm = await startAlarm();
  const rung: number[] = [];
  alarm.onRing(() => rung.push(nowUs()));
  const before = performance.eventLoopUtilization();
  for (const us of [0, 300, 5000, 20_000]) {
    rung.length = 0;
    const atUs = nowUs() + us;
    alarm.set(nowUs() + 60e6);
    alarm.set(atUs);
    while (rung.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(rung.length, 1);
    assert.ok(rung[0] >= atUs, `${atUs - rung[0]} µs too early`);
  }
  assert.ok(performance.eventLoopUtilization(before).utilization < 0.9);
});

test('it ends with the thread that made it, whether that waits for it or not', async () => {
  const alarm = JSON.stringify(new URL('../../src/send/alarm.ts', import.meta.url).href);
  for (const set of ['', 'alarm.set(1e15); alarm.onRing(() => {});']) {
    const code = `const { startAlarm } = await import(${alarm}); const alarm = await startAlarm(); ${set}`;
    const thread = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
    const [status] = await once(thread, 'exit');
    assert.equal(status, 0);
  }
});
