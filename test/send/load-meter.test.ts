import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from '../../src/clock.ts';
import { LoadMeter } from '../../src/send/load-meter.ts';

test('a thread that works is busy for the processor time it takes, however much of it others have', async () => {
  const meter = new LoadMeter();
  const startUs = nowUs();
  const startCpuUs = cpuUs();
  meter.begin(startUs);
  while (cpuUs() - startCpuUs < 100_000);
  await sleep(50);
  const endUs = nowUs();
  meter.sample(endUs, 0);
  const { worker, busy, handedLateUs } = meter.end(3);
  assert.equal(worker, 3);
  assert.equal(handedLateUs, 0);
  assert.ok(busy !== null && busy >= 100_000 / (endUs - startUs) && busy < 1, `${busy}`);
});

test('turns that only looked at the clock do not count as work', async () => {
  const meter = new LoadMeter();
  const startUs = nowUs();
  const startCpuUs = cpuUs();
  meter.begin(startUs);
  while (cpuUs() - startCpuUs < 100_000);
  meter.sample(nowUs(), cpuUs() - startCpuUs);
  assert.ok(meter.end(0).busy! < 0.05);
});

test('what keeps the loop from turning shows as delay', async () => {
  const meter = new LoadMeter();
  meter.begin(nowUs());
  await sleep(60);
  const untilUs = nowUs() + 150_000;
  while (nowUs() < untilUs);
  await sleep(60);
  const { loopDelayP99Us, loopDelayMaxUs } = meter.end(0);
  assert.ok(loopDelayMaxUs! >= 130_000, `${loopDelayMaxUs}`);
  assert.ok(loopDelayP99Us! <= loopDelayMaxUs!);
});

test('the latest arrivals are told, and nothing of what was never begun', () => {
  const meter = new LoadMeter();
  for (const lateUs of [-900_000, 350_000.4, 20]) meter.handed(lateUs);
  const nothing = { busy: null, loopDelayP99Us: null, loopDelayMaxUs: null };
  assert.deepEqual(meter.end(1), { worker: 1, ...nothing, handedLateUs: 350_000 });
});

function cpuUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
