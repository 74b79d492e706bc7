import { ReplayError } from './errors.ts';
import { type Drift, type LogFile, NOISE, type Run } from './model.ts';
import { refusePruned } from './store/refuse-pruned.ts';
import type { RunReader } from './store/run-reader.ts';
import { DriftCounter } from './summarize/drift-counter.ts';
import type { NoiseFloor } from './view/report.ts';

/**
 * What changed in a run against the log, without what changes by itself: changes that another replay of the same log
 * answered with another status.
 */
export function driftAboveNoise(reader: RunReader, run: Run, other: Run): [drift: Drift, noise: NoiseFloor] {
  refuseOtherLog(run, other);
  refusePruned(run);
  refusePruned(other);
  const counter = new DriftCounter();
  const answered = reader.answeredTwice(run.id, other.id);
  let next = answered.next();
  let alike = 0;
  for (const batch of reader.outcomes(run.id)) {
    for (let i = 0; i < batch.count; i++) {
      const both = !next.done && next.value.seq === batch.seq[i] ? next.value : undefined;
      if (both) next = answered.next();
      if (batch.dueAtUs[i] < run.warmupUs) continue;
      if (both?.differs) batch.comparison[i] = NOISE;
      else if (both) alike++;
      counter.add(batch, i);
    }
  }
  const drift = counter.result();
  return [drift, { runId: other.id, notAnswered: drift.compared - drift.same - alike }];
}

function refuseOtherLog(run: Run, other: Run): void {
  if (run.id === other.id) {
    throw new ReplayError(
      'usage',
      `run ${run.id} cannot be its own noise floor`,
      'replay the same log against the same build once more, and name that run with --noise',
    );
  }
  const [own, others] = [run.logs, other.logs].map((logs) => logs.map(keyOf).join());
  if (own === others && !own.includes(UNKNOWN)) return;
  const cannotTell = own.includes(UNKNOWN) || others.includes(UNKNOWN);
  throw new ReplayError(
    'usage',
    cannotTell
      ? `nobody can tell whether runs ${run.id} and ${other.id} replayed the same log: it came from standard input or a pipe`
      : `runs ${run.id} and ${other.id} replayed different logs`,
    'a noise floor is a second replay of the very same log files; reprise history lists the runs',
  );
}

const UNKNOWN = '?';

function keyOf({ bytes, sha256FirstMiB }: LogFile): string {
  return bytes === undefined || sha256FirstMiB === undefined ? UNKNOWN : `${bytes}:${sha256FirstMiB}`;
}
