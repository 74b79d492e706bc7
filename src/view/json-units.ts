import type { Percentiles } from '../model.ts';

/** Percentiles of microseconds in milliseconds, as machines get them. */
export function milliseconds({ count, mean, p50, p90, p95, p99, p999, max }: Percentiles): object {
  const ms = (us: number | null) => (us === null ? null : round(us / 1000));
  return {
    count,
    mean: ms(mean),
    p50: ms(p50),
    p90: ms(p90),
    p95: ms(p95),
    p99: ms(p99),
    p99_9: ms(p999),
    max: ms(max),
  };
}

/** To a thousandth: clocks are no finer, and a diff of two summaries stays readable. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
