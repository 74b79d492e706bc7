import type { Run } from '../model.ts';
import { shortAskedRate } from './asked-rate.ts';
import { cutMiddle } from './cut-middle.ts';
import { formatCount, formatDuration, formatLocalTime, formatShare, formatSpan } from './format-units.ts';
import type { HistoryRow } from './history-row.ts';
import { type Cell, cellText, type Paint, painter } from './paint.ts';
import { printable } from './printable.ts';
import { renderTable } from './render-table.ts';
import type { Screen } from './screen.ts';
import { trendLines } from './trend-lines.ts';
import { verdict } from './verdict.ts';
import { visibleWidth } from './visible-width.ts';

/** Lists runs, one a line; a narrow screen shortens names first, then loses the columns that tell least. */
export function renderHistory(rows: readonly HistoryRow[], screen: Screen): string {
  if (rows.length === 0) return 'no such runs are stored\n';
  const paint = painter(screen.color);
  const trends = trendLines(rows, screen.width, paint);
  return `${[...runLines(rows, screen, paint), ...(trends.length > 0 ? ['', ...trends] : [])].join('\n')}\n`;
}

function runLines(rows: readonly HistoryRow[], screen: Screen, paint: Paint): string[] {
  for (const { columns, longest } of LAYOUTS) {
    const lines = table(columns, longest);
    if (lines.every((line) => visibleWidth(line) <= screen.width)) return lines;
  }
  const { columns, longest } = LAYOUTS.at(-1)!;
  return table(columns, longest);

  function table(all: readonly Column[], longest: number): string[] {
    const columns = all.filter(({ cell }) => rows.some((row) => cellText(cell(row)) !== ''));
    const header = columns.map(({ title }): Cell => ({ text: title, tone: 'faint' }));
    const body = rows.map((row) =>
      columns.map(({ cell, long }) => (long ? shorten(cell(row), longest) : cell(row))),
    );
    return renderTable([header, ...body], columns.map(({ align }) => align).join(''), paint);
  }
}

interface Column {
  readonly title: string;
  readonly align: 'l' | 'r';
  /** The smaller, the longer it is kept. */
  readonly rank: number;
  /** Whether its text may be of any length, and is cut. */
  readonly long?: true;
  readonly cell: (row: HistoryRow) => Cell;
}

const COLUMNS: readonly Column[] = [
  { title: 'run', align: 'r', rank: 0, cell: ({ run }) => String(run.id) },
  { title: 'started', align: 'l', rank: 1, cell: ({ run }) => formatLocalTime(run.startedAt) },
  { title: 'name', align: 'l', rank: 4, long: true, cell: ({ run }) => printable(run.name ?? '') },
  { title: 'verdict', align: 'l', rank: 0, cell: ({ run }) => verdict(run) },
  { title: 'target', align: 'l', rank: 8, long: true, cell: ({ run }) => printable(run.target) },
  { title: 'rate', align: 'r', rank: 5, cell: ({ run }) => shortAskedRate(run) },
  { title: 'duration', align: 'r', rank: 7, cell: ({ run }) => formatSpan(lastedUs(run)) },
  { title: 'planned', align: 'r', rank: 6, cell: ({ planned }) => formatCount(planned) },
  { title: 'unanswered', align: 'r', rank: 3, cell: unanswered },
  { title: 'unexplained', align: 'r', rank: 4, cell: unexplained },
  { title: 'p99', align: 'r', rank: 2, cell: ({ p99Us }) => formatDuration(p99Us) },
];

/** From the most that can be shown to the least: all columns with ever shorter texts, then ever fewer columns. */
const LAYOUTS = [
  ...[48, 32, 24, 16].map((longest) => ({ columns: COLUMNS, longest })),
  ...[8, 7, 6, 5, 4, 3, 2, 1].map((rank) => ({
    columns: COLUMNS.filter((column) => column.rank < rank),
    longest: 16,
  })),
];

function shorten(cell: Cell, longest: number): Cell {
  const text = cutMiddle(cellText(cell), longest);
  return typeof cell === 'string' ? text : { text, tone: cell.tone };
}

function unanswered({ planned, failed, dropped }: HistoryRow): Cell {
  const text = formatShare(failed + dropped, planned);
  return { text, tone: failed > 0 ? 'bad' : dropped > 0 ? 'warn' : undefined };
}

function unexplained({ unexplained: count, compared }: HistoryRow): Cell {
  return { text: formatShare(count, compared), tone: count > 0 ? 'warn' : undefined };
}

function lastedUs({ startedAt, finishedAt }: Run): number | null {
  return finishedAt === null ? null : Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) * 1000;
}
