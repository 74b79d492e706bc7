import type { Histogram } from 'hdr-histogram-js';
import type { Measure, OutcomeCount, Tally } from '../model.ts';
import { addCounts } from './endpoint-tally.ts';
import { fromStoredTimes } from './histogram-bytes.ts';

/** What a run came to, or some of its endpoints together: counts, and histograms that can be asked for any percentile. */
export interface Figures {
  readonly counts: readonly OutcomeCount[];
  /** In microseconds; undefined where nothing was measured. */
  readonly times: (measure: Measure) => Histogram | undefined;
}

/** Figures of a whole run, from what is stored of it. */
export function figuresOfRun(tallies: readonly Tally[]): Figures {
  return figuresOf(tallies.filter(({ endpointId }) => endpointId === null));
}

/** Figures of those endpoints together that `isMeant` picks: histograms are added, percentiles are never averaged. */
export function figuresOfEndpoints(
  tallies: readonly Tally[],
  isMeant: (endpointId: number) => boolean,
): Figures {
  return figuresOf(tallies.filter(({ endpointId }) => endpointId !== null && isMeant(endpointId)));
}

/** Those of several runs, or of parts of one, together. */
export function figuresOf(tallies: readonly Tally[]): Figures {
  return {
    counts: addCounts(tallies.flatMap(({ counts }) => counts)),
    times: (measure) => fromStoredTimes(tallies.flatMap(({ times }) => times[measure] ?? [])),
  };
}
