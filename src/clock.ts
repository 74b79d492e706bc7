/**
 * Microseconds on the machine's monotonic clock. Every thread of every process on the machine reads the same
 * value, so times taken in one thread can be compared with those of another; wall-clock steps do not touch it.
 */
export function nowUs(): number {
  return performance.now() * 1000 + ORIGIN_US;
}

/** The same moment by the clock on the wall. */
export function wallClock(us: number): Date {
  return new Date(Date.now() + (us - nowUs()) / 1000);
}

/**
 * `performance.now()` is cheap but counts from the start of its own thread, `process.hrtime.bigint()` is shared
 * but slow. One difference, taken once a thread, gives both. The smallest of several: a pause between the two
 * readings only ever makes it larger.
 */
const ORIGIN_US = Math.min(...Array.from({ length: 20 }, originUs));

function originUs(): number {
  const before = performance.now();
  return Number(process.hrtime.bigint() / 10n) / 100 - before * 1000;
}
