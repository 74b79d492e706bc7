import { LAST_PASSED } from './find-baseline.ts';
import { hasPassed, type Run } from './model.ts';
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
 * but for those that others are held against, and the pages.
 */
export async function keepHouse(
  report: Report,
  { retentionUs, reports }: HouseRules,
  clockMs: number = Date.now(),
): Promise<void> {
  // Where the clock was set meanwhile, too little goes rather than too much.
  const nowMs = Math.min(clockMs, Date.parse(report.run.startedAt));
  const beforeMs = retentionUs === undefined ? undefined : nowMs - retentionUs / 1000;
  try {
    if (reports !== undefined) await keepReports(reports, report, beforeMs);
  } finally {
    // Also where a page found no room: what is deleted makes some.
    if (beforeMs !== undefined) pruneOlder(report, beforeMs);
  }
}

function pruneOlder(report: Report, beforeMs: number): void {
  const { run, database } = report;
  if (run.name === null) return;
  const which = { forget: false, vacuum: false, dryRun: false, spare: sparedRuns(report) };
  prune({ database, beforeMs, name: run.name, ...which });
}

/**
 * Those that others are held against: the last that passed, against each target, and the one that this run was held against. Without their outcomes
 * nothing could be held against their endpoints.
 */
function sparedRuns({ run, database }: Report): number[] {
  const reader = new RunReader(database);
  try {
    const passed = reader.runs().filter((one) => one.name === run.name && hasPassed(one));
    const lastOfEach = new Map(passed.map(({ id, target, model }) => [`${model} ${target}`, id]));
    return [...lastOfEach.values(), ...namedBaseline(reader, run)];
  } finally {
    reader.close();
  }
}

/** `last~1` is another run tomorrow. */
function namedBaseline(reader: RunReader, run: Run): number[] {
  const { baseline } = run.options;
  if (typeof baseline !== 'string' || baseline === LAST_PASSED || /^last(?:~\d+)?$/.test(baseline)) return [];
  try {
    return [reader.find(baseline).id];
  } catch {
    // It was deleted meanwhile.
    return [];
  }
}
