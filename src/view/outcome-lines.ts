import type { Summary } from '../model.ts';
import { formatCount, formatShare } from './format-units.ts';
import { type Cell, type Paint, statusTone, type Tone } from './paint.ts';
import { wrapItems } from './wrap.ts';

/** The books: every planned request is in exactly one of three places, and the line adds up. */
export function booksLine({ planned, answered, failed, dropped }: Summary, paint: Paint): string {
  const unaccounted = planned - answered - failed - dropped;
  const parts = [
    `planned ${formatCount(planned)} = ${paint({ text: `answered ${formatCount(answered)}`, tone: mark(answered, 'good') })}`,
    paint({ text: `failed ${formatCount(failed)}`, tone: mark(failed, 'bad') }),
    paint({ text: `dropped ${formatCount(dropped)}`, tone: mark(dropped, 'warn') }),
  ];
  if (unaccounted !== 0) parts.push(paint({ text: `unaccounted ${formatCount(unaccounted)}`, tone: 'bad' }));
  return parts.join(' + ');
}

/** How many requests ended in which way, each with its share of all that were planned, so that shares add up. */
export function outcomeLines(summary: Summary, width: number, paint: Paint): string[] {
  const { planned, statuses, failures, drops } = summary;
  const item = (name: string | number, count: number, tone: Tone | undefined): Cell => ({
    text: `${name} ${formatCount(count)} (${formatShare(count, planned)})`,
    tone,
  });
  const rows: [string, Cell[]][] = [
    ['status', statuses.map(([status, count]) => item(status || 'none', count, statusTone(status)))],
    ['failed', failures.map(([reason, count]) => item(reason, count, 'bad'))],
    ['dropped', drops.map(([reason, count]) => item(reason, count, 'warn'))],
  ];
  return rows.flatMap(([label, items]) => (items.length === 0 ? [] : wrapItems(label, items, width, paint)));
}

function mark(count: number, tone: Tone): Tone | undefined {
  return count > 0 ? tone : undefined;
}
