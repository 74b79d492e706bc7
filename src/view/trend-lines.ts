import { cutMiddle } from './cut-middle.ts';
import { formatDuration, formatShare, NO_VALUE } from './format-units.ts';
import type { HistoryRow } from './history-row.ts';
import type { Cell, Paint } from './paint.ts';
import { printable } from './printable.ts';
import { renderTable } from './render-table.ts';
import { sparkline } from './sparkline.ts';

/** How each name's runs went, the latest at the right: p99, the share that failed, and what changed against the log for no known reason. */
export function trendLines(rows: readonly HistoryRow[], width: number, paint: Paint): string[] {
  const byName = Map.groupBy(
    rows.filter(({ run }) => run.state !== 'running'),
    ({ run }) => run.name ?? '',
  );
  const trends = [...byName].filter(([, of]) => of.length >= FEWEST);
  if (trends.length === 0) return [];
  // Two texts of a figure and three gaps beside each of three lines.
  const room = Math.max(5, Math.min(MOST, Math.floor((width - LONGEST_NAME - 3 * FIGURE) / 3)));
  const header: Cell[] = ['trend', 'p99', '', 'failed', '', 'unexplained', ''].map((text) => ({
    text,
    tone: 'faint',
  }));
  return renderTable(
    [header, ...trends.map(([name, of]) => trendRow(name, of.slice(-room)))],
    'llrlrlr',
    paint,
  );
}

function trendRow(name: string, rows: readonly HistoryRow[]): Cell[] {
  const { p99Us, planned, failed, unexplained, compared } = rows.at(-1)!;
  return [
    cutMiddle(name === '' ? '(no name)' : printable(name), LONGEST_NAME),
    sparkline(rows.map((row) => row.p99Us)),
    formatDuration(p99Us),
    sparkline(rows.map((row) => share(row.failed, row.planned))),
    formatShare(failed, planned),
    sparkline(rows.map((row) => share(row.unexplained, row.compared))),
    compared === 0 ? NO_VALUE : formatShare(unexplained, compared),
  ];
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** With fewer runs there is no trend to see. */
const FEWEST = 3;
const MOST = 30;
const LONGEST_NAME = 16;
const FIGURE = 11;
