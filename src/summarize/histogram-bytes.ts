import {
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
  type JsHistogram,
} from 'hdr-histogram-js';
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

/** Stored histograms that are exact to as many digits, as one that can be asked for any percentile; undefined where there are none. */
export function fromStoredTimes(times: readonly StoredTimes[]): Histogram | undefined {
  const [sum, ...others] = times.map(({ hdr }) =>
    decodeFromCompressedBase64(Buffer.from(hdr).toString('base64'), 32),
  );
  if (sum === undefined) return undefined;
  sum.autoResize = true;
  for (const other of others) sum.add(other);
  // Of buckets alone it would be an edge of the last one.
  return Object.assign(sum, { maxValue: Math.max(...times.map(({ max }) => max ?? 0)) });
}

/** Each value of stored histograms, as exact as it is kept, with how often it was measured in all of them. */
export function storedCounts(times: readonly StoredTimes[]): [value: number, count: number][] {
  // What the library decodes is its own histogram in JavaScript unless its WebAssembly is asked for.
  const histogram = fromStoredTimes(times) as JsHistogram | undefined;
  if (histogram === undefined) return [];
  const values = histogram.recordedValuesIterator;
  values.reset();
  const counted: [number, number][] = [];
  while (values.hasNext()) {
    const { valueIteratedTo, countAtValueIteratedTo } = values.next();
    counted.push([valueIteratedTo, countAtValueIteratedTo]);
  }
  return counted;
}
