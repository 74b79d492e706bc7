import type { PendingFigure } from './pending-figure.ts';
import { type BlockedCounts, shareChange } from './share-change.ts';
import { type ShareName, wholeOf } from './share-names.ts';
import { type BlockedShares, ROWS_PRUNED } from './side-blocks.ts';
import type { TestTerms } from './test-terms.ts';

/** What is known of one side. */
export interface SideShares {
  /** Of all requests. */
  readonly counts: ReadonlyMap<ShareName, number>;
  /** Undefined where no block knows it. */
  readonly blocks: BlockedShares | undefined;
  /** Whether what is not in the blocks did not come up. */
  readonly ofRows: boolean;
}

/** The shares of both sides: classes of status, single statuses where there are several of a class, failed, dropped, unexplained. */
export function shareFigures(
  a: SideShares,
  b: SideShares,
  { paired, thresholds, lacking }: TestTerms,
): PendingFigure[] {
  const okay = shareOf(b, '2xx') - shareOf(a, '2xx');
  return namesOf(a, b).map((name) => {
    const [inA, inB] = [shareOf(a, name), shareOf(b, name)];
    const figure = {
      name,
      unit: 'share',
      a: Number.isNaN(inA) ? null : inA,
      b: Number.isNaN(inB) ? null : inB,
      more: moreOf(name, inB - inA, okay),
      limit: thresholds.share,
    } as const;
    if (figure.a === null || figure.b === null) {
      return { ...figure, measured: null, why: `nothing to count in ${figure.a === null ? 'A' : 'B'}` };
    }
    const blocks = [blocksOf(a, name), blocksOf(b, name)] as const;
    if (lacking !== null || blocks[0] === undefined || blocks[1] === undefined) {
      return { ...figure, measured: null, why: lacking ?? ROWS_PRUNED };
    }
    if (blocks[0].wholes.length < 2) {
      return { ...figure, measured: null, why: 'the run is too short to tell noise by' };
    }
    return { ...figure, measured: shareChange(blocks[0], blocks[1], paired, inB - inA), why: null };
  });
}

/** Those that are always told, and whatever came up on either side. */
function namesOf(a: SideShares, b: SideShares): ShareName[] {
  const found = new Set([...a.counts.keys(), ...b.counts.keys()]);
  const statuses = [...found].filter((name) => name.startsWith('status('));
  const ofClass = (name: string) => statuses.filter((status) => status[STATUS_DIGIT] === name[0]);
  const classes = [...found].filter((name) => /^\dxx$/.test(name)).sort();
  const several = classes.flatMap((name) => (ofClass(name).length > 1 ? ofClass(name).sort() : []));
  const drift: ShareName[] = found.has('compared') ? ['unexplained'] : [];
  return [...new Set([...ALWAYS, ...drift, ...classes]), ...several];
}

const ALWAYS: readonly ShareName[] = ['failed', 'dropped'];
const STATUS_DIGIT = 'status('.length;

function shareOf({ counts }: SideShares, name: ShareName): number {
  return (counts.get(name) ?? 0) / (counts.get(wholeOf(name)) ?? 0);
}

function blocksOf({ blocks, ofRows }: SideShares, name: ShareName): BlockedCounts | undefined {
  const wholes = blocks?.get(wholeOf(name));
  const parts = blocks?.get(name) ?? (ofRows ? wholes?.map(() => 0) : undefined);
  return wholes && parts && { wholes, parts };
}

/** More answers are better where they are 2xx and worse where they are errors; redirects are worse than 2xx, and better than errors. */
function moreOf(name: ShareName, change: number, changeOf2xx: number): 'better' | 'worse' {
  const digit = name.startsWith('status(') ? name[STATUS_DIGIT] : name[0];
  if (digit === '2') return 'better';
  if (digit !== '3') return 'worse';
  return changeOf2xx / -change > 0.5 ? 'worse' : 'better';
}
