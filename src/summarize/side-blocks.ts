import type { BlockedTimes } from './blocked-times.ts';
import type { BlockSums } from './mean-test.ts';
import type { ShareName } from './share-names.ts';

/** The times that are compared. */
export type ComparedMeasure = 'response' | 'service';

/** How many outcomes are counted among each name, block by block. */
export type BlockedShares = ReadonlyMap<ShareName, readonly number[]>;

/** Why there is no test where blocks are not of rows. */
export const ROWS_PRUNED = 'the rows are pruned';

/** One side of a comparison, block by block: what tells how sure its figures are. `null`: all endpoints together. */
export interface SideBlocks {
  readonly blocks: number;
  /** Whether they are made of outcomes, which tell everything, or of what is kept when these are pruned. */
  readonly ofRows: boolean;
  /** Undefined where these blocks do not know it. */
  times(endpoint: number | null, measure: ComparedMeasure): BlockedTimes | undefined;
  shares(endpoint: number | null): BlockedShares | undefined;
  /** How long it took from each request sent to the next. */
  gaps(): BlockSums;
}
