import { findBaseline, LAST_PASSED } from './find-baseline.ts';
import { hasPassed } from './model.ts';
import { prune } from './prune.ts';
import { keepReports } from './reports-folder.ts';
import { RunReader } from './store/run-reader.ts';
import type { Report } from './view/report.ts';

/** What is kept of runs, and for how long. */
export interface HouseRules {
  /** Outcomes, and pages, of runs of the same name that are older than this (µs) go. Absent: all stay. */
  readonly retentionUs?: number;
  /** The folder where pages are kept. */
  readonly reports?: string;
}

/**
 * Puts things in order after a run: its page is kept, and what is older than the retention goes: of the runs of its name the outcomes,
 * but for the one that the next is held against, and the pages.
 */
export async function keepHouse(
  report: Report,
  { retentionUs, reports }: HouseRules,
  nowMs: number = Date.now(),
): Promise<void> {
  const beforeMs = retentionUs === undefined ? undefined : nowMs - retentionUs / 1000;
  if (reports !== undefined) await keepReports(reports, report, beforeMs);
  const { run, database } = report;
  if (beforeMs === undefined || run.name === null) return;
  const which = { forget: false, vacuum: false, dryRun: false, spare: sparedRuns(report) };
  prune({ database, beforeMs, name: run.name, ...which });
}

/** The last that passed: without its outcomes nothing could be held against its endpoints. */
function sparedRuns({ run, database }: Report): number[] {
  if (hasPassed(run)) return [];
  const reader = new RunReader(database);
  try {
    return [findBaseline(reader, LAST_PASSED, run)?.id ?? run.id];
  } finally {
    reader.close();
  }
}
