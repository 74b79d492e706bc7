import { COMPARISONS, type Drift, type DurationDrift, NONE, type OutcomeBatch } from '../model.ts';
import { LatencyCounts } from './latency-counts.ts';
import { percentiles } from './percentiles.ts';
import { WAITED } from './waited.ts';

/** Below this an endpoint's durations are not compared. */
const FEWEST_SAMPLES = 20;

/**
 * Adds up how long the same requests took in the log and in the replay: those that were answered as recorded, since an
 * error may be quick, and those that timed out, with the time that they were given.
 */
export class DurationCounter {
  readonly #endpoints: Durations[] = [];

  add(batch: OutcomeBatch, i: number): void {
    const recordedUs = batch.recordedUs[i];
    if (recordedUs === NONE || batch.comparison[i] > SAME || !WAITED.has(batch.result[i])) return;
    const id = batch.endpointId[i];
    this.#endpoints[id] ??= { recorded: new LatencyCounts(2), replayed: new LatencyCounts(2) };
    this.#endpoints[id].recorded.recordValue(recordedUs);
    this.#endpoints[id].replayed.recordValue(batch.serviceUs[i]);
  }

  result(): Drift['durations'] {
    const all = { recorded: new LatencyCounts(2), replayed: new LatencyCounts(2) };
    const endpoints = this.#endpoints.flatMap((durations, endpointId) => {
      all.recorded.add(durations.recorded);
      all.replayed.add(durations.replayed);
      return durations.recorded.totalCount < FEWEST_SAMPLES ? [] : [{ endpointId, ...drift(durations) }];
    });
    return { ...drift(all), endpoints };
  }
}

interface Durations {
  readonly recorded: LatencyCounts;
  readonly replayed: LatencyCounts;
}

const SAME = COMPARISONS.indexOf('same');

function drift({ recorded, replayed }: Durations): DurationDrift {
  return { recordedUs: percentiles(recorded), replayedUs: percentiles(replayed) };
}
