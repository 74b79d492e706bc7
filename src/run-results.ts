import type { Interval, Run, Summary, Tally } from './model.ts';
import type { RunReader } from './store/run-reader.ts';
import { Accumulator } from './summarize/accumulator.ts';

/** What a run came to: as it was stored at its end, or else what its outcomes come to. */
export interface RunResults {
  readonly summary: Summary;
  /** Of the whole run, then of its endpoints. */
  readonly tallies: readonly Tally[];
  readonly intervals: readonly Interval[];
}

/** Everything; of a run of an older reprise, one that goes on or was cut off, from its outcomes. */
export function resultsOf(reader: RunReader, run: Run): RunResults {
  const summary = reader.summary(run.id);
  const stored = reader.tallies(run.id);
  if (summary && (stored.tallies.length > 0 || summary.planned === 0)) return { summary, ...stored };
  const accumulator = accumulate(reader, run);
  return {
    summary: summary ?? accumulator.summary(),
    tallies: accumulator.tallies(),
    intervals: accumulator.intervals(),
  };
}

/** Its figures alone, which take no more than a row where the run has ended. */
export function summaryOf(reader: RunReader, run: Run): Summary {
  return reader.summary(run.id) ?? accumulate(reader, run).summary();
}

function accumulate(reader: RunReader, run: Run): Accumulator {
  const accumulator = new Accumulator(run.warmupUs);
  for (const batch of reader.outcomes(run.id)) accumulator.add(batch);
  return accumulator;
}
