import type { Drift, DriftCell, StoredRequest } from '../../src/model.ts';
import type { Report } from '../../src/view/report.ts';
import { NOTHING, percentiles, sampleReport, sampleSummary } from './samples.ts';

export const UNCHANGED: DriftCell = {
  endpointId: 0,
  recorded: 200,
  replayed: 200,
  comparison: 'same',
  count: 943,
  examples: [],
};

export const BROKEN: DriftCell = {
  endpointId: 1,
  recorded: 200,
  replayed: 500,
  comparison: 'unexplained',
  count: 41,
  examples: [7],
};

export const NOT_MODIFIED: DriftCell = {
  endpointId: 0,
  recorded: 304,
  replayed: 200,
  comparison: 'no-conditions',
  count: 6,
  examples: [8],
};

export function sampleDrift(changes: Partial<Drift> = {}): Drift {
  return {
    compared: 990,
    same: 943,
    unexplained: 41,
    explained: [['no-conditions', 6]],
    noise: 0,
    notCompared: { noStatus: 0, failed: 8, dropped: 2 },
    cells: [BROKEN, NOT_MODIFIED, UNCHANGED],
    inNoCell: 0,
    durations: { recordedUs: NOTHING, replayedUs: NOTHING, endpoints: [] },
    ...changes,
  };
}

export const EXAMPLES: readonly StoredRequest[] = [
  { id: 7, endpoint: { id: 1, method: 'GET', path: '/shop/:id/part-1' }, target: "/shop/1/part-1?q=it's" },
  { id: 8, endpoint: { id: 0, method: 'GET', path: '/shop/:id/part-0' }, target: '/shop/1/part-0' },
];

export function driftReport(drift: Partial<Drift> = {}, report: Partial<Report> = {}): Report {
  return sampleReport({
    summary: sampleSummary({ drift: sampleDrift(drift) }),
    examples: EXAMPLES,
    ...report,
  });
}

/** Recorded and replayed times of so many requests. */
export function durations(recordedUs: number, replayedUs: number, count: number) {
  return { recordedUs: percentiles(recordedUs, count), replayedUs: percentiles(replayedUs, count) };
}
