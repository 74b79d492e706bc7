import type { Drift, DurationDrift } from '../model.ts';
import { endpointNamer, endpointTable } from './endpoint-tables.ts';
import { formatCount, NO_VALUE } from './format-units.ts';
import type { Cell, Paint } from './paint.ts';
import type { Report } from './report.ts';

/** What the replay took as a multiple of what was recorded. null: too few samples, or recorded as nothing at all. */
export interface DurationRatio {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** A percentile needs five samples beyond it, and the median twenty in all. */
export const FEWEST = { p50: 20, p95: 100, p99: 500 } as const;

export function durationRatio({ recordedUs, replayedUs }: DurationDrift): DurationRatio {
  const at = (name: keyof typeof FEWEST) => {
    const recorded = recordedUs[name];
    const replayed = replayedUs[name];
    if (!recorded || replayed === null || recordedUs.count < FEWEST[name]) return null;
    return replayed / recorded;
  };
  return { p50: at('p50'), p95: at('p95'), p99: at('p99') };
}

/** How long answers took against the log: over all, and where they became slowest. */
export function durationTable(report: Report, width: number, paint: Paint, rows: number): string[] {
  const { durations } = report.summary.drift ?? {};
  if (durations === undefined || durations.recordedUs.count < FEWEST.p50) return [];
  const name = endpointNamer(report.endpoints);
  const slower = slowestFirst(durations.endpoints);
  const shown = slower.slice(0, Math.ceil(rows / 2));
  const ofAll = slower.length > shown.length ? ` (${shown.length} of ${formatCount(slower.length)})` : '';
  return endpointTable(
    ['p50', 'p95', 'p99', 'count', `time taken: replayed / recorded${ofAll}`],
    [row(durations, 'all'), ...shown.map((endpoint) => row(endpoint, name(endpoint.endpointId)))],
    width,
    paint,
  );
}

type EndpointDurations = Drift['durations']['endpoints'][number];

/** The slowest against the log first. */
export function slowestFirst(endpoints: readonly EndpointDurations[]): EndpointDurations[] {
  const worst = (endpoint: EndpointDurations) => {
    const { p50, p95 } = durationRatio(endpoint);
    return p95 ?? p50 ?? 0;
  };
  return endpoints.toSorted((a, b) => worst(b) - worst(a) || b.recordedUs.count - a.recordedUs.count);
}

function row(durations: DurationDrift, name: string): Cell[] {
  const { p50, p95, p99 } = durationRatio(durations);
  return [
    formatRatio(p50),
    formatRatio(p95),
    formatRatio(p99),
    formatCount(durations.recordedUs.count),
    name,
  ];
}

function formatRatio(ratio: number | null): string {
  if (ratio === null) return NO_VALUE;
  if (ratio > 0 && ratio < 0.005) return '<0.01×';
  return `${ratio < 9.995 ? ratio.toFixed(2) : ratio < 99.95 ? ratio.toFixed(1) : formatCount(ratio)}×`;
}
