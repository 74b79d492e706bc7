import { readFileSync } from 'node:fs';

/** How far arrivals lie behind an even schedule. */
export interface ArrivalLag {
  readonly p50: number;
  readonly p99: number;
}

/** When requests arrived, in microseconds, from what `arrivals` dumped: a line each, nanoseconds first. */
export function readArrivals(dump: string): Float64Array {
  const lines = readFileSync(dump, 'latin1').trimEnd().split('\n');
  // More nanoseconds than a number holds exactly: only what passed since the first of them counts.
  const firstNs = BigInt(lines[0].slice(0, lines[0].indexOf(' ')));
  return Float64Array.from(
    lines,
    (line) => Number(BigInt(line.slice(0, line.indexOf(' '))) - firstNs) / 1000,
  );
}

/**
 * Lag in microseconds of what arrived after the first `skipUs`, as `arrivals` counts it: behind a schedule of `rate` per second
 * that is put as early as it can be without an arrival before its time.
 */
export function arrivalLag(atUs: Float64Array, rate: number, skipUs: number): ArrivalLag {
  const counted = atUs.filter((at) => at - atUs[0] >= skipUs);
  const behind = counted.map((at, i) => at - (i * 1e6) / rate).sort();
  const at = (share: number) => behind[Math.floor(behind.length * share)] - behind[0];
  return { p50: at(0.5), p99: at(0.99) };
}
