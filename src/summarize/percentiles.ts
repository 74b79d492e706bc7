import type { Histogram } from 'hdr-histogram-js';
import type { Percentiles } from '../model.ts';
import type { LatencyCounts } from './latency-counts.ts';

export function percentiles(counts: LatencyCounts): Percentiles {
  return counts.totalCount === 0 ? NOTHING : percentilesOf(counts.histogram());
}

export function percentilesOf(histogram: Histogram): Percentiles {
  const count = histogram.totalCount;
  if (count === 0) return NOTHING;
  const max = histogram.maxValue;
  // A bucket's upper edge may lie above the largest value that was measured; no percentile does.
  const at = (percentile: number) => Math.min(histogram.getValueAtPercentile(percentile), max);
  return {
    count,
    mean: histogram.mean,
    p50: at(50),
    p90: at(90),
    p95: at(95),
    p99: at(99),
    p999: at(99.9),
    max,
  };
}

const NOTHING: Percentiles = {
  count: 0,
  mean: null,
  p50: null,
  p90: null,
  p95: null,
  p99: null,
  p999: null,
  max: null,
};
