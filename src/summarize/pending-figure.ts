import type { ComparedFigure } from '../model.ts';
import type { MeasuredChange } from './measured-change.ts';
import type { RatioEstimate } from './ratio-change.ts';

/** A figure of both sides that is still to be judged: with others, since many are judged at once. */
export interface PendingFigure extends Pick<ComparedFigure, 'name' | 'unit' | 'a' | 'b' | 'why'> {
  /** Whether more of it is worse or better. */
  readonly more: 'worse' | 'better';
  /** From how large a change on it counts. */
  readonly limit: number;
  /** As much the generator was late itself: a smaller change is not for it to tell. */
  readonly blur?: number;
  /** How much it changed, and how sure that is: a change, or the logarithm of a ratio to which what runs differ by is to be added. */
  readonly measured: MeasuredChange | RatioEstimate | null;
  /** Where several runs make a side: the figure of each, as a logarithm, by which it is known how much runs differ. */
  readonly runs?: readonly [a: readonly number[], b: readonly number[]];
  /** Among which figures it is known how much runs differ: `p95`; none where nothing is to be added. */
  readonly statistic?: string;
  /** Not judged at all. */
  readonly exempt?: true;
}
