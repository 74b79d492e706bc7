/**
 * Waits for one moment after the other, as a sender with requests in flight does, and nothing else: `wait.ts RATE SECONDS`
 * turns the event loop in vain, `wait.ts RATE SECONDS alarm` has an alarm. Says what it was late by, in µs (median).
 */
import { nowUs } from '../../src/clock.ts';
import { startAlarm } from '../../src/send/alarm.ts';
import { bestSleep, COARSE_SLEEP } from '../../src/send/sleep.ts';
import { createWaiter } from '../../src/send/waiter.ts';
import { median } from '../table.ts';

const [rate, seconds] = process.argv.slice(2, 4).map(Number);
const sleep = process.argv[4] === 'alarm' ? bestSleep(await startAlarm()) : COARSE_SLEEP;
const startUs = nowUs();
const lateUs: number[] = [];
const keepsAlive = setInterval(() => {}, 1000);
const waiter = createWaiter(next, nowUs, () => false, sleep);
next();

function next(): void {
  while (lateUs.length < rate * seconds) {
    const now = nowUs();
    const dueUs = startUs + (lateUs.length * 1e6) / rate;
    if (now < dueUs) {
      waiter.wait(dueUs - now);
      return;
    }
    lateUs.push(now - dueUs);
  }
  clearInterval(keepsAlive);
  waiter.cancel();
  console.log(median(lateUs));
}
