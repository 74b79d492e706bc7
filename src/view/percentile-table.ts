import type { Percentiles, Summary } from '../model.ts';
import { formatDuration } from './format-units.ts';
import type { Cell, Paint } from './paint.ts';
import { renderTable } from './render-table.ts';
import { visibleWidth } from './visible-width.ts';

/** The four times in rows; where the terminal is narrow, with shorter names and without the space before the unit. */
export function percentileTable(summary: Summary, width: number, paint: Paint): string[] {
  const wide = table(summary, WIDE_NAMES, (us) => formatDuration(us), paint);
  if (wide.every((line) => visibleWidth(line) <= width)) return wide;
  return table(summary, NARROW_NAMES, (us) => formatDuration(us).replace(' ', ''), paint, 1);
}

type Names = readonly [response: string, service: string, ttfb: string, lag: string];

const WIDE_NAMES: Names = ['response time', 'service time', 'ttfb', 'lag'];
const NARROW_NAMES: Names = ['response', 'service', 'ttfb', 'lag'];
const HEADER = ['', 'mean', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max'].map(
  (text) => ({ text, tone: 'faint' }) as const,
);

function table(
  { responseTimeUs, serviceTimeUs, ttfbUs, lagUs }: Summary,
  names: Names,
  format: (us: number | null) => string,
  paint: Paint,
  gap = 2,
): string[] {
  const times = [responseTimeUs, serviceTimeUs, ttfbUs, lagUs];
  const rows: Cell[][] = times.map((time, i) => [names[i]!, ...figures(time).map(format)]);
  return renderTable([HEADER, ...rows], 'lrrrrrrr', paint, gap);
}

function figures({ mean, p50, p90, p95, p99, p999, max }: Percentiles): (number | null)[] {
  return [mean, p50, p90, p95, p99, p999, max];
}
