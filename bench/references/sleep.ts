/** How late, in µs (median), sleeps of 20 to 200 µs are: `sleep.ts` as the kernel has it, `sleep.ts sharp` without slack. */
import { nowUs } from '../../src/clock.ts';
import { sharpenTimers } from '../../src/send/sharpen-timers.ts';
import { median } from '../table.ts';

if (process.argv[2] === 'sharp' && !sharpenTimers()) throw new Error('the kernel cannot be asked');
const never = new Int32Array(new SharedArrayBuffer(4));
const lateUs = Array.from({ length: 1500 }, (_, i) => {
  const us = 20 + (i % 10) * 20;
  const fromUs = nowUs();
  Atomics.wait(never, 0, 0, us / 1000);
  return nowUs() - fromUs - us;
});
console.log(median(lateUs));
