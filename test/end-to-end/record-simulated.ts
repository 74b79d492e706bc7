import type { OutcomeBatch } from '../../src/model.ts';
import type { NewRun, RunEnd } from '../../src/store/messages.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { recordRun } from '../store/samples.ts';
import { type SimulatedWorld, simulateLog, simulateRun, WORLD } from '../summarize/simulated-runs.ts';

/** A quiet machine, and few enough requests for a test to store several runs of them. */
export const QUIET: SimulatedWorld = {
  ...WORLD,
  requests: 12_000,
  endpoints: 6,
  stateSd: 0.02,
  pauseEverySeconds: Infinity,
  runSd: 0.002,
};

const log = simulateLog(QUIET, 1);

/** Stores a run as a replay would, of a target that is simulated. Each has a seed of its own. */
export async function recordSimulated(
  path: string,
  seed: number,
  {
    run,
    end,
    slower,
    change,
  }: {
    readonly run?: Partial<NewRun>;
    readonly end?: Partial<RunEnd>;
    readonly slower?: (endpoint: number) => number;
    readonly change?: (batch: OutcomeBatch) => void;
  } = {},
): Promise<number> {
  const batch = simulateRun(log, QUIET, seed, slower);
  change?.(batch);
  batch.requestId.set(batch.endpointId);
  const accumulator = new Accumulator();
  accumulator.add(batch);
  return await recordRun(path, {
    run: { rateAsked: 1000, durationUs: 12_000_000, ...run },
    end: {
      summary: accumulator.summary(),
      tallies: accumulator.tallies(),
      intervals: accumulator.intervals(),
      ...end,
    },
    requests: Array.from({ length: QUIET.endpoints }, (_, id) => ({
      id,
      endpoint: { id, method: 'GET', path: `/${id}` },
      target: `/${id}`,
    })),
    batches: [batch],
  });
}
