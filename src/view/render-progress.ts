import { formatAskedRate, formatCount, formatDuration, formatRate, formatSpan } from './format-units.ts';
import { type Cell, cellText, type Paint, statusTone } from './paint.ts';
import type { Progress } from './progress.ts';
import { visibleWidth } from './visible-width.ts';

/** Draws the done share of the whole, 0 to 1, in so many columns. */
export type DrawBar = (share: number, columns: number) => string;

/**
 * Tells in one line how a run goes. Where the width does not take it all, the parts that matter least go first;
 * what is left over goes to the bar.
 */
export function renderProgress(progress: Progress, width: number, paint: Paint, drawBar?: DrawBar): string {
  let parts = progressParts(progress, drawBar !== undefined);
  while (parts.length > 1 && lineWidth(parts) > width) {
    const least = Math.max(...parts.map(({ rank }) => rank));
    parts = parts.filter(({ rank }) => rank !== least);
  }
  if (lineWidth(parts) > width) return cellText(parts[0]!.cell).slice(0, Math.max(0, width));
  const barWidth = Math.min(LONGEST_BAR, SHORTEST_BAR.length + width - lineWidth(parts));
  return parts.map(({ cell }) => (cell === SHORTEST_BAR ? bar(barWidth) : paint(cell))).join(GAP);

  function bar(columns: number): string {
    const { elapsedUs, totalUs } = progress;
    const share = totalUs !== null && totalUs > 0 ? elapsedUs / totalUs : 1;
    return `[${drawBar!(Math.min(1, Math.max(0, share)), columns - 2)}]`;
  }
}

interface Part {
  readonly cell: Cell;
  /** The larger, the sooner it goes. */
  readonly rank: number;
}

const GAP = '  ';
/** Holds the bar's place until its width is known. */
const SHORTEST_BAR = '[--------]';
const LONGEST_BAR = 26;

function progressParts(progress: Progress, withBar: boolean): Part[] {
  const { totalUs, rateAsked, failed, dropped } = progress;
  const total = totalUs === null ? '' : ` / ${formatSpan(totalUs)}`;
  const closed = progress.users === null ? 'max' : `${formatCount(progress.users)} users`;
  const asked = rateAsked === null ? closed : formatAskedRate(rateAsked);
  const classes = Object.entries(progress.statusClasses)
    .filter(([, count]) => count > 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const bar: Part[] = withBar && totalUs !== null ? [{ rank: 6, cell: SHORTEST_BAR }] : [];
  return [
    ...bar,
    { rank: 0, cell: `${formatSpan(progress.elapsedUs)}${total}` },
    ...(progress.elapsedUs < progress.warmupUs ? [{ rank: 0, cell: 'warming up' }] : []),
    ...(progress.following ? [{ rank: 8, cell: 'following' }] : []),
    { rank: 1, cell: formatRate(progress.rateMade) },
    { rank: 9, cell: `of ${asked}` },
    { rank: 7, cell: `in flight ${formatCount(progress.inFlight)}` },
    ...classes.map(([name, count]) => ({
      rank: name === '5xx' ? 4 : 5,
      cell: { text: `${name} ${formatCount(count)}`, tone: statusTone(name) },
    })),
    {
      rank: failed > 0 ? 2 : 10,
      cell: { text: `failed ${formatCount(failed)}`, tone: failed > 0 ? 'bad' : undefined },
    },
    {
      rank: dropped > 0 ? 2 : 10,
      cell: { text: `dropped ${formatCount(dropped)}`, tone: dropped > 0 ? 'warn' : undefined },
    },
    { rank: 8, cell: `p50 ${formatDuration(progress.responseP50Us)}` },
    { rank: 3, cell: `p99 ${formatDuration(progress.responseP99Us)}` },
    { rank: 11, cell: `lag p99 ${formatDuration(progress.lagP99Us)}` },
  ];
}

function lineWidth(parts: readonly Part[]): number {
  return parts.reduce((sum, { cell }, i) => sum + (i > 0 ? GAP.length : 0) + visibleWidth(cellText(cell)), 0);
}
