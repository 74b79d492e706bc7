import type { Interval } from '../model.ts';
import { formatDuration, formatRate, formatSpan } from './format-units.ts';
import type { Paint } from './paint.ts';
import type { Report } from './report.ts';
import { sparkline } from './sparkline.ts';
import { LABEL_WIDTH } from './wrap.ts';

/**
 * How the rate and p99 of response time went over the run, warm-up and all: a line each, the highest at its end. In what comes after the
 * last that was due, only stragglers were sent: it is no part of the course.
 */
export function overTime({ intervals: all }: Report, width: number, paint: Paint): string[] {
  const intervals = all.slice(0, all.findLastIndex(({ planned }) => planned > 0) + 1);
  if (intervals.length < FEWEST) return [];
  const columns = columnsOf(intervals, Math.min(WIDEST, width - LABEL_WIDTH - HIGHEST_WIDTH));
  const rates = columns.map(
    (column) => sum(column.map(({ sent }) => sent)) / (sum(column.map(({ lengthUs }) => lengthUs)) / 1e6),
  );
  const p99s = columns.map((column) => {
    const measured = column.flatMap(({ response }) => response?.p99 ?? []);
    return measured.length === 0 ? null : Math.max(...measured);
  });
  const line = (label: string, values: readonly (number | null)[], highest: string) =>
    label.padEnd(LABEL_WIDTH) + sparkline(values) + paint({ text: ` ${highest}`, tone: 'faint' });
  const each = formatSpan(sum(columns[0]!.map(({ lengthUs }) => lengthUs)));
  return [
    line('sent', rates, `up to ${formatRate(Math.max(...rates))}; a column is ${each}`),
    line('p99', p99s, `up to ${formatDuration(highestOf(p99s))}`),
  ];
}

/** Neighbours together, so that there are no more columns than that. The last may have fewer. */
function columnsOf(intervals: readonly Interval[], most: number): Interval[][] {
  const together = Math.ceil(intervals.length / most);
  return Array.from({ length: Math.ceil(intervals.length / together) }, (_, i) =>
    intervals.slice(i * together, (i + 1) * together),
  );
}

function highestOf(values: readonly (number | null)[]): number | null {
  const measured = values.filter((value) => value !== null);
  return measured.length === 0 ? null : Math.max(...measured);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const FEWEST = 5;
const WIDEST = 80;
/** What the highest value at the right may take. */
const HIGHEST_WIDTH = 38;
