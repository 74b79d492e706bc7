import { uptime } from 'node:os';
import { nowUs } from './clock.ts';
import type { ClockReading } from './summarize/clock-watch.ts';

/** What the clocks of this machine show, at one moment: a pause between two of them would look as if one had been set. */
export function readClocks(): ClockReading {
  let reading: ClockReading;
  let tookUs: number;
  let tries = 0;
  do {
    const monotonicUs = nowUs();
    reading = { monotonicUs, wallMs: Date.now(), uptimeMs: uptimeMs() };
    tookUs = nowUs() - monotonicUs;
  } while (tookUs > MOST_US && ++tries < MOST_TRIES);
  return reading;
}

/** Elsewhere it is taken from the clock on the wall. */
function uptimeMs(): number | null {
  if (process.platform !== 'linux') return null;
  try {
    return uptime() * 1000;
  } catch {
    return null;
  }
}

const MOST_US = 50_000;
const MOST_TRIES = 5;
