import type { Percentiles, Tally } from '../model.ts';
import { addCounts } from './endpoint-tally.ts';
import { figuresOf } from './figures.ts';
import { mergeBlocks } from './merge-blocks.ts';
import { percentilesOf } from './percentiles.ts';
import type { SideShares } from './share-figures.ts';
import { countByName } from './share-names.ts';
import type { ComparedMeasure, SideBlocks } from './side-blocks.ts';
import type { SideTimes, Statistic } from './time-figures.ts';

/** One run as a side of a comparison has it. */
export interface SideRun {
  /** Of the whole run under `null`, of an endpoint under the number that both sides give it. */
  readonly tallies: ReadonlyMap<number | null, Tally>;
  readonly blocks: SideBlocks;
  readonly sent: number;
  readonly sendingUs: number;
}

/** One side of a comparison: a run, or several of the same build. */
export class SideFigures {
  readonly blocks: SideBlocks;
  /** Requests per second, over the time in which they were sent. */
  readonly rate: number;
  /** How long requests were sent in the shortest of its runs. */
  readonly seconds: number;
  readonly #runs: readonly SideRun[];
  readonly #lateUs: SideTimes['lateUs'];
  readonly #from: 'rows' | 'sample' | 'intervals';

  constructor(runs: readonly SideRun[], from: 'rows' | 'sample' | 'intervals') {
    this.#runs = runs;
    this.#from = from;
    this.blocks = mergeBlocks(runs.map(({ blocks }) => blocks));
    const sum = (value: (run: SideRun) => number) => runs.reduce((all, run) => all + value(run), 0);
    const sendingUs = sum((run) => run.sendingUs);
    this.#lateUs = latenessOf(runs);
    this.seconds = Math.min(...runs.map((run) => run.sendingUs)) / 1e6;
    this.rate = sendingUs > 0 ? sum(({ sent }) => sent) / (sendingUs / 1e6) : 0;
  }

  get runs(): number {
    return this.#runs.length;
  }

  planned(scope: number | null): number {
    return this.#counts(scope).reduce((sum, { count }) => sum + count, 0);
  }

  times(scope: number | null, measure: ComparedMeasure): SideTimes {
    const blocks = this.blocks.times(scope, measure);
    return {
      figures: this.#from === 'rows' && blocks ? null : this.#percentiles(scope, measure),
      blocks,
      runs:
        this.#runs.length > 1 ? this.#runs.flatMap((run) => run.blocks.times(scope, measure)?.all ?? []) : [],
      lateUs: this.#lateUs,
    };
  }

  shares(scope: number | null): SideShares {
    return {
      counts: countByName(this.#counts(scope)),
      blocks: this.blocks.shares(scope),
      ofRows: this.blocks.ofRows,
    };
  }

  #counts(scope: number | null) {
    return addCounts(this.#runs.flatMap(({ tallies }) => tallies.get(scope)?.counts ?? []));
  }

  #percentiles(scope: number | null, measure: ComparedMeasure): Percentiles | null {
    const tallies = this.#runs.flatMap(({ tallies }) => tallies.get(scope) ?? []);
    if (tallies.length === 1) return tallies[0].times[measure] ?? NOTHING;
    const histogram = figuresOf(tallies).times(measure);
    return histogram === undefined ? NOTHING : percentilesOf(histogram);
  }
}

function latenessOf(runs: readonly SideRun[]): SideTimes['lateUs'] {
  const worst = (statistic: Statistic) =>
    Math.max(0, ...runs.map(({ tallies }) => tallies.get(null)?.times.lag?.[statistic] ?? 0));
  return {
    p50: worst('p50'),
    p90: worst('p90'),
    p95: worst('p95'),
    p99: worst('p99'),
    mean: worst('mean'),
  };
}

const NOTHING: Percentiles = {
  count: 0,
  mean: null,
  p50: null,
  p90: null,
  p95: null,
  p99: null,
  p999: null,
  max: null,
};
