import type Database from 'better-sqlite3';
import { type Interval, MEASURES, type Measure, type StoredTimes, type Tally } from '../model.ts';

/** Writes what a run came to: within a transaction of the caller's. */
export function writeTallies(
  db: Database.Database,
  runId: number,
  tallies: readonly Tally[],
  intervals: readonly Interval[],
): void {
  const tally = db.prepare(`insert into tally values (${marks(6)})`);
  const histogram = db.prepare(`insert into histogram values (${marks(12)})`);
  for (const { endpointId, counts, times } of tallies) {
    // The counts of the whole run are the sums of those of its endpoints.
    if (endpointId !== null) {
      for (const { result, status, comparison, count } of counts)
        tally.run(runId, endpointId, result, status, comparison, count);
    }
    for (const measure of MEASURES) {
      const measured = times[measure];
      if (measured) histogram.run(runId, endpointId, measure, ...timesRow(measured));
    }
  }
  const interval = db.prepare(`insert into interval values (${marks(34)})`);
  for (const one of intervals) {
    interval.run(
      runId,
      one.startUs,
      one.lengthUs,
      one.planned,
      one.answered,
      one.failed,
      one.dropped,
      ...one.statusClasses,
      one.unexplained,
      one.bytes,
      one.sent,
      one.inFlight,
      ...timesRow(one.response),
      ...timesRow(one.lag),
    );
  }
}

/** What stands in the database of what a run came to; nothing of one that has not ended, was cut off, or is older than these tables. */
export function readTallies(
  db: Database.Database,
  runId: number,
): { tallies: Tally[]; intervals: Interval[] } {
  if (!hasTallies(db)) return { tallies: [], intervals: [] };
  const counts = new Map<number, Tally['counts'][number][]>();
  for (const { endpoint_id, ...count } of db
    .prepare<[number], CountRow>(
      'select endpoint_id, result, status, comparison, count from tally where run_id = ?',
    )
    .iterate(runId)) {
    const ofEndpoint = counts.get(endpoint_id);
    if (ofEndpoint) ofEndpoint.push(count);
    else counts.set(endpoint_id, [count]);
  }
  const times = new Map<number | null, Partial<Record<Measure, StoredTimes>>>();
  for (const row of db
    .prepare<[number], HistogramRow>('select * from histogram where run_id = ?')
    .iterate(runId)) {
    const ofEndpoint = times.get(row.endpoint_id) ?? {};
    times.set(row.endpoint_id, ofEndpoint);
    ofEndpoint[row.measure] = toTimes(row, '');
  }
  return {
    tallies: toTallies(counts, times),
    intervals: db
      .prepare<[number], IntervalRow>('select * from interval where run_id = ? order by start_us')
      .all(runId)
      .map(toInterval),
  };
}

function hasTallies(db: Database.Database): boolean {
  return db.prepare("select 1 from sqlite_schema where name = 'tally'").get() !== undefined;
}

function toTallies(
  counts: ReadonlyMap<number, Tally['counts']>,
  times: ReadonlyMap<number | null, Tally['times']>,
): Tally[] {
  if (counts.size === 0) return [];
  return [
    { endpointId: null, counts: [...counts.values()].flat(), times: times.get(null) ?? {} },
    ...[...counts].map(([endpointId, of]) => ({
      endpointId,
      counts: of,
      times: times.get(endpointId) ?? {},
    })),
  ];
}

function toInterval(row: IntervalRow): Interval {
  return {
    startUs: row.start_us,
    lengthUs: row.length_us,
    planned: row.planned,
    answered: row.answered,
    failed: row.failed,
    dropped: row.dropped,
    statusClasses: [row.status_1xx, row.status_2xx, row.status_3xx, row.status_4xx, row.status_5xx],
    unexplained: row.unexplained,
    bytes: row.bytes,
    sent: row.sent,
    inFlight: row.in_flight,
    ...(row.response_hdr !== null && { response: toTimes(row, 'response_') }),
    ...(row.lag_hdr !== null && { lag: toTimes(row, 'lag_') }),
  };
}

function timesRow(times?: StoredTimes): (number | Uint8Array | null)[] {
  if (!times) return Array(9).fill(null);
  const { count, mean, p50, p90, p95, p99, p999, max, hdr } = times;
  return [count, mean, p50, p90, p95, p99, p999, max, hdr];
}

function toTimes(row: object, prefix: string): StoredTimes {
  const value = (name: string) => (row as Record<string, never>)[prefix + name];
  return {
    count: value('count'),
    mean: value('mean_us'),
    p50: value('p50_us'),
    p90: value('p90_us'),
    p95: value('p95_us'),
    p99: value('p99_us'),
    p999: value('p999_us'),
    max: value('max_us'),
    hdr: value('hdr'),
  };
}

function marks(count: number): string {
  return Array(count).fill('?').join();
}

interface CountRow {
  readonly endpoint_id: number;
  readonly result: number;
  readonly status: number;
  readonly comparison: number;
  readonly count: number;
}

interface HistogramRow {
  readonly endpoint_id: number | null;
  readonly measure: Measure;
}

interface IntervalRow {
  readonly start_us: number;
  readonly length_us: number;
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  readonly dropped: number;
  readonly status_1xx: number;
  readonly status_2xx: number;
  readonly status_3xx: number;
  readonly status_4xx: number;
  readonly status_5xx: number;
  readonly unexplained: number;
  readonly bytes: number;
  readonly sent: number;
  readonly in_flight: number;
  readonly response_hdr: Uint8Array | null;
  readonly lag_hdr: Uint8Array | null;
}
