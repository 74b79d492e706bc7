import type { Writable } from 'node:stream';
import type { Run, StoredRequest, Summary } from './model.ts';
import { driftAboveNoise } from './noise-floor.ts';
import { summaryOf } from './run-results.ts';
import { noDrift } from './store/has-drift.ts';
import { RunReader, type TableName } from './store/run-reader.ts';
import { rateMade } from './summarize/rate-made.ts';
import type { HistoryRow } from './view/render-history.ts';
import type { Report } from './view/report.ts';
import { writeCsv } from './view/write-csv.ts';

/**
 * A stored run as a report shows it. `reference` is an id, a name, `last` or `last~1`; so is `noise`, another replay of
 * the same log, whose answers tell which changes to leave out.
 */
export function readReport(database: string, reference: string, noise?: string): Report {
  return reading(database, (reader) => {
    const run = reader.find(reference);
    const all = summaryOf(reader, run);
    if (noise !== undefined && all.drift === undefined) throw noDrift(database);
    const [drift, floor] =
      noise === undefined ? [all.drift] : driftAboveNoise(reader, run, reader.find(noise));
    const summary = { ...all, drift };
    return {
      run,
      summary,
      noise: floor,
      endpoints: reader.endpoints(run.id),
      examples: examplesOf(reader, run, summary),
      skipped: reader.skipped(run.id),
      lines: reader.lines(run.id),
      database,
      rateMade: rateMade(summary),
    };
  });
}

/** All stored runs, oldest first. */
export function readHistory(database: string): HistoryRow[] {
  return reading(database, (reader) =>
    reader.runs().map((run) => {
      const { planned, answered, failed, dropped, responseTimeUs } = summaryOf(reader, run);
      return { run, planned, answered, failed, dropped, p99Us: responseTimeUs.p99 };
    }),
  );
}

/** Streams one of a run's tables as CSV. */
export async function exportCsv(
  database: string,
  reference: string,
  table: TableName,
  out: Writable,
): Promise<void> {
  const reader = new RunReader(database);
  try {
    const { columns, rows } = reader.table(table, reader.find(reference).id);
    await writeCsv(rows, columns, out);
  } finally {
    reader.close();
  }
}

function examplesOf(reader: RunReader, run: Run, { drift }: Summary): StoredRequest[] {
  const ids = drift?.cells.flatMap(({ examples }) => examples) ?? [];
  return reader.requests(run.id, ids);
}

function reading<T>(database: string, read: (reader: RunReader) => T): T {
  const reader = new RunReader(database);
  try {
    return read(reader);
  } finally {
    reader.close();
  }
}
