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
  /** Of the first two, only runs of this name … */
  readonly name?: string;
  /** … and none of these, by their ids. */
  readonly spare?: readonly number[];
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
  let pruner: Pruner | undefined;
  try {
    const which = options.runs ?? options.beforeMs ?? options.keepLast;
    const chosen = which === undefined ? [] : chooseRuns(reader, options);
    const opened = new Pruner(database);
    pruner = opened;
    const pruned = chosen
      .map((run) => ({ run, bytes: opened.bytesOf(run.id) }))
      // Who was ended on the way left some of a run that says it is pruned.
      .filter(({ run, bytes }) => forget || run.prunedAt === null || bytes > 0);
    if (dryRun) return pruned;
    for (const { run } of pruned) {
      if (forget) opened.forget(run);
      else opened.pruneOutcomes(run, lateResults(reader, run));
    }
    if (options.vacuum) opened.vacuum();
    return pruned;
  } finally {
    // Before the other, which leaves one file where nobody else has it open.
    reader.close();
    pruner?.close();
  }
}

/** Null where the run itself stored what it came to. */
function lateResults(reader: RunReader, run: Run): LateResults | null {
  const { tallies } = reader.tallies(run.id);
  return reader.summary(run.id) !== null && tallies.length > 0 ? null : resultsOf(reader, run);
}

function chooseRuns(reader: RunReader, { runs, beforeMs, keepLast, name, spare = [] }: PruneOptions): Run[] {
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
    ({ id, state, startedAt }) =>
      state !== 'running' &&
      !spare.includes(id) &&
      (beforeMs === undefined || Date.parse(startedAt) < beforeMs),
  );
}
