import { decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { StoredTimes } from '../model.ts';
import type { LatencyCounts } from './latency-counts.ts';
import { percentilesOf } from './percentiles.ts';

/** A histogram as it is stored: its figures for those who read the table, and itself for those who add it to others. */
export function toStoredTimes(counts: LatencyCounts): StoredTimes {
  const histogram = counts.histogram();
  return {
    ...percentilesOf(histogram),
    hdr: Buffer.from(encodeIntoCompressedBase64(histogram), 'base64'),
  };
}

/** A stored histogram again. It can be asked for any percentile and added to one that is exact to as many digits. */
export function fromStoredTimes({ hdr }: StoredTimes): Histogram {
  const histogram = decodeFromCompressedBase64(Buffer.from(hdr).toString('base64'), 32);
  histogram.autoResize = true;
  return histogram;
}
