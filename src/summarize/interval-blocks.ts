import type { Interval } from '../model.ts';
import type { BlockedTimes } from './blocked-times.ts';
import { storedCounts } from './histogram-bytes.ts';
import type { BlockSums } from './mean-test.ts';
import type { ShareName } from './share-names.ts';
import type { BlockedShares, ComparedMeasure, SideBlocks } from './side-blocks.ts';
import { SortedTimes } from './sorted-times.ts';

/**
 * Blocks of a run whose outcomes are pruned, of what is kept of it over time: response times, classes of status, failed, dropped and
 * unexplained, of all endpoints together.
 */
export class IntervalBlocks implements SideBlocks {
  readonly blocks: number;
  readonly ofRows = false;
  readonly #intervals: readonly (readonly Interval[])[];

  /** Of `intervals` after the warm-up, into so many blocks; fewer, where there are not so many intervals. */
  constructor(intervals: readonly Interval[], warmupUs: number, mostBlocks: number) {
    const counted = intervals.filter(({ startUs, planned }) => startUs >= warmupUs && planned > 0);
    this.blocks = Math.min(mostBlocks, counted.length);
    const at = (block: number) => Math.round((counted.length * block) / this.blocks);
    this.#intervals = Array.from({ length: this.blocks }, (_, block) =>
      counted.slice(at(block), at(block + 1)),
    );
  }

  times(endpoint: number | null, measure: ComparedMeasure): BlockedTimes | undefined {
    if (endpoint !== null || measure !== 'response') return undefined;
    const blocks = this.#intervals.map((intervals) =>
      SortedTimes.ofCounts(storedCounts(intervals.flatMap(({ response }) => response ?? []))),
    );
    return { all: SortedTimes.join(blocks), blocks };
  }

  shares(endpoint: number | null): BlockedShares | undefined {
    if (endpoint !== null) return undefined;
    const counts = (of: (interval: Interval) => number) =>
      this.#intervals.map((intervals) => intervals.reduce((sum, interval) => sum + of(interval), 0));
    const shares = new Map<ShareName, readonly number[]>([
      ['planned', counts(({ planned }) => planned)],
      ['failed', counts(({ failed }) => failed)],
      ['dropped', counts(({ dropped }) => dropped)],
      // How many were compared is not kept; nearly all that are answered are.
      ['compared', counts(({ answered }) => answered)],
      ['unexplained', counts(({ unexplained }) => unexplained)],
    ]);
    for (let digit = 1; digit <= 5; digit++) {
      shares.set(
        `${digit}xx`,
        counts(({ statusClasses }) => statusClasses[digit - 1]),
      );
    }
    return shares;
  }

  gaps(): BlockSums {
    return {
      sums: this.#intervals.map((intervals) => intervals.reduce((sum, { lengthUs }) => sum + lengthUs, 0)),
      counts: this.#intervals.map((intervals) => intervals.reduce((sum, { sent }) => sum + sent, 0)),
    };
  }
}
