import type { Histogram } from 'hdr-histogram-js';
import type { CurvePoint } from '../model.ts';

/**
 * The percentiles of a histogram from the median's side to the last that its samples can tell, ten points for each
 * nine: 90%, 99%, 99.9% are equally far from each other, so that the tail has as much room as the bulk.
 */
export function percentileCurve(histogram: Histogram | undefined): CurvePoint[] {
  if (histogram === undefined || histogram.totalCount === 0) return [];
  const points: CurvePoint[] = [];
  // What is left beyond a point holds at least one sample.
  const last = Math.floor(Math.log10(histogram.totalCount) * POINTS_A_NINE);
  for (let i = 0; i <= Math.min(last, MOST_POINTS); i++) {
    const share = 1 - 10 ** (-i / POINTS_A_NINE);
    points.push({ share, us: Math.min(histogram.getValueAtPercentile(share * 100), histogram.maxValue) });
  }
  return points;
}

const POINTS_A_NINE = 10;
/** To 99.9999%. */
const MOST_POINTS = 60;
