import type { Run, StoredRequest, Summary } from './model.ts';
import { driftAboveNoise } from './noise-floor.ts';
import { type ChecksAsked, checkRun, evidenceOf, prepareChecks } from './run-checks.ts';
import { type RunResults, resultsOf, summaryOf } from './run-results.ts';
import { noDrift } from './store/no-drift.ts';
import { RunReader } from './store/run-reader.ts';
import { rateMade } from './summarize/rate-made.ts';
import type { HistoryRow } from './view/history-row.ts';
import type { Report } from './view/report.ts';

/** How a stored run is looked at. */
export interface ReportOptions extends ChecksAsked {
  /** Another replay of the same log, whose answers tell which changes to leave out. */
  readonly noise?: string;
  /** Whether the answers that the run kept are told, too. */
  readonly bodies?: boolean;
}

/**
 * A stored run as a report shows it. `reference` is an id, a name, `last` or `last~1`, as are those of the options. Checks
 * that are asked here take the place of those of the run.
 */
export function readReport(database: string, reference: string, options: ReportOptions = {}): Report {
  const { noise } = options;
  return reading(database, (reader) => {
    const found = reader.find(reference);
    const results = resultsOf(reader, found);
    const run = withChecks(reader, found, results, options);
    const { summary: all, intervals } = results;
    if (noise !== undefined && all.drift === undefined) throw noDrift(database);
    const [drift, floor] =
      noise === undefined ? [all.drift] : driftAboveNoise(reader, run, reader.find(noise));
    const summary = { ...all, drift };
    return {
      run,
      summary,
      intervals,
      noise: floor,
      endpoints: reader.endpoints(run.id),
      examples: examplesOf(reader, run, summary),
      skipped: reader.skipped(run.id),
      lines: reader.lines(run.id),
      ...(options.bodies && { answers: reader.answers(run.id) }),
      database,
      rateMade: rateMade(summary),
    };
  });
}

/** Which stored runs are meant: those that fulfil all of it. */
export interface HistoryFilter {
  /** Began at this time (ms since the epoch) or later. */
  readonly sinceMs?: number;
  readonly name?: string;
  /** Scheme, host and port, or a part of it. */
  readonly target?: string;
}

/** Stored runs, oldest first. */
export function readHistory(database: string, filter: HistoryFilter = {}): HistoryRow[] {
  const { sinceMs = -Infinity, name, target } = filter;
  return reading(database, (reader) =>
    reader
      .runs()
      .filter((run) => Date.parse(run.startedAt) >= sinceMs)
      .filter((run) => name === undefined || run.name === name)
      .filter((run) => target === undefined || run.target.includes(target))
      .map((run) => {
        const { planned, answered, failed, dropped, responseTimeUs, drift } = summaryOf(reader, run);
        const { compared = 0, unexplained = 0 } = drift ?? {};
        const p99Us = responseTimeUs.p99;
        return { run, planned, answered, failed, dropped, p99Us, compared, unexplained };
      }),
  );
}

function withChecks(reader: RunReader, run: Run, results: RunResults, asked: ChecksAsked): Run {
  if (asked.checks === undefined || asked.checks.length === 0) return run;
  const checks = prepareChecks(asked, reader.path, run);
  return { ...run, checks: checkRun(checks, evidenceOf(reader, run, results)) };
}

function examplesOf(reader: RunReader, run: Run, { drift, samples }: Summary): StoredRequest[] {
  const ofDrift = drift?.cells.flatMap(({ examples }) => examples) ?? [];
  const shown = samples === undefined ? [] : [...samples.slowest, ...samples.bad];
  return reader.requests(run.id, [...ofDrift, ...shown.map(({ requestId }) => requestId)]);
}

function reading<T>(database: string, read: (reader: RunReader) => T): T {
  const reader = new RunReader(database);
  try {
    return read(reader);
  } finally {
    reader.close();
  }
}
