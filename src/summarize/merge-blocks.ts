import type { BlockSums } from './mean-test.ts';
import type { ShareName } from './share-names.ts';
import type { BlockedShares, SideBlocks } from './side-blocks.ts';
import { SortedTimes } from './sorted-times.ts';

/** Several runs as one side: block by block, what all of them have there. They are cut into as many blocks. */
export function mergeBlocks(runs: readonly SideBlocks[]): SideBlocks {
  if (runs.length === 1) return runs[0];
  const { blocks } = runs[0];
  const everyBlock = Array.from({ length: blocks }, (_, block) => block);
  return {
    blocks,
    ofRows: runs.every(({ ofRows }) => ofRows),
    times: (endpoint, measure) => {
      const all = definedOf(runs.map((run) => run.times(endpoint, measure)));
      return (
        all && {
          all: SortedTimes.join(all.map((times) => times.all)),
          blocks: everyBlock.map((block) => SortedTimes.join(all.map((times) => times.blocks[block]))),
        }
      );
    },
    shares: (endpoint) => {
      const all = definedOf(runs.map((run) => run.shares(endpoint)));
      return all && addShares(all, blocks);
    },
    gaps: () => {
      const all = runs.map((run) => run.gaps());
      const add = (of: (sums: BlockSums) => readonly number[]) =>
        everyBlock.map((block) => all.reduce((sum, sums) => sum + of(sums)[block], 0));
      return { sums: add(({ sums }) => sums), counts: add(({ counts }) => counts) };
    },
  };
}

/** Undefined where one of them is. */
function definedOf<T>(values: readonly (T | undefined)[]): T[] | undefined {
  const defined = values.filter((value) => value !== undefined);
  return defined.length === values.length ? defined : undefined;
}

function addShares(all: readonly BlockedShares[], blocks: number): BlockedShares {
  const sums = new Map<ShareName, number[]>();
  for (const shares of all) {
    for (const [name, counts] of shares) {
      const before = sums.get(name) ?? new Array<number>(blocks).fill(0);
      sums.set(
        name,
        before.map((sum, block) => sum + counts[block]),
      );
    }
  }
  return sums;
}
