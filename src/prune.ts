import { ReplayError } from './errors.ts';
import type { Run } from './model.ts';
import { resultsOf } from './run-results.ts';
import { type LateResults, Pruner } from './store/pruner.ts';
import { RunReader } from './store/run-reader.ts';
import type { PrunedRun } from './view/render-prune.ts';

/** Which runs are pruned, and how far. */
export interface PruneOptions {
  readonly database: string;
  /** Those that began before this (ms since the epoch) … */
  readonly beforeMs?: number;
  /** … or all but so many, the newest … */
  readonly keepLast?: number;
  /** … or these: ids, names, `last~1`. */
  readonly runs?: readonly string[];
  /** Of the first two, only runs of this name. */
  readonly name?: string;
  /** Whether the runs are deleted altogether, and not only their outcomes. */
  readonly forget: boolean;
  /** Whether the file is made as small as what it holds. */
  readonly vacuum: boolean;
  /** Whether it is only told what would be freed. */
  readonly dryRun: boolean;
}

/** Deletes the outcomes of old runs, which are most of a database; what they came to stays. Gives what was pruned, or would be. */
export function prune(options: PruneOptions): PrunedRun[] {
  const { database, forget, dryRun } = options;
  const reader = new RunReader(database);
  try {
    const which = options.runs ?? options.beforeMs ?? options.keepLast;
    const chosen = (which === undefined ? [] : chooseRuns(reader, options)).filter(
      (run) => forget || run.prunedAt === null,
    );
    const pruner = new Pruner(database);
    try {
      const pruned = chosen.map((run) => ({ run, bytes: pruner.bytesOf(run.id) }));
      if (dryRun) return pruned;
      for (const { run } of pruned) {
        if (forget) pruner.forget(run);
        else pruner.pruneOutcomes(run, lateResults(reader, run));
      }
      if (options.vacuum) pruner.vacuum();
      return pruned;
    } finally {
      pruner.close();
    }
  } finally {
    reader.close();
  }
}

/** Null where the run itself stored what it came to. */
function lateResults(reader: RunReader, run: Run): LateResults | null {
  const { tallies } = reader.tallies(run.id);
  return reader.summary(run.id) !== null && tallies.length > 0 ? null : resultsOf(reader, run);
}

function chooseRuns(reader: RunReader, { runs, beforeMs, keepLast, name }: PruneOptions): Run[] {
  if (runs !== undefined) {
    const named = runs.map((reference) => reader.find(reference));
    const running = named.find(({ state }) => state === 'running');
    if (running)
      throw new ReplayError('usage', `run ${running.id} still goes on`, 'wait for its end, or end it first');
    return [...new Map(named.map((run) => [run.id, run])).values()];
  }
  const all = reader.runs().filter((run) => name === undefined || run.name === name);
  const old = keepLast === undefined ? all : all.slice(0, Math.max(0, all.length - keepLast));
  return old.filter(
    ({ state, startedAt }) =>
      state !== 'running' && (beforeMs === undefined || Date.parse(startedAt) < beforeMs),
  );
}
