import type { Drift } from '../../model.ts';
import { durationRatio, FEWEST, slowestFirst } from '../duration-table.ts';
import type { Report } from '../report.ts';
import type { NameTable } from './name-table.ts';
import type { DurationRow, DurationsPart } from './page-tables.ts';

/** How long answers took against the log, the slowest against it first; null where the log does not tell. */
export function durationsPart({ summary: { drift } }: Report, names: NameTable): DurationsPart | null {
  const { durations } = drift ?? {};
  if (durations === undefined || durations.recordedUs.count < FEWEST.p50) return null;
  const endpoints = slowestFirst(durations.endpoints);
  return {
    rows: [
      rowOf(durations, null),
      ...endpoints.slice(0, MOST_ROWS).map((of) => rowOf(of, names.placeOf(of.endpointId))),
    ],
    all: endpoints.length,
  };
}

function rowOf(durations: Omit<Drift['durations'], 'endpoints'>, name: number | null): DurationRow {
  const { recordedUs, replayedUs } = durations;
  return {
    name,
    count: recordedUs.count,
    recordedP50: recordedUs.p50,
    recordedP95: recordedUs.p95,
    replayedP50: replayedUs.p50,
    replayedP95: replayedUs.p95,
    ...durationRatio(durations),
  };
}

const MOST_ROWS = 300;
