import { formatAskedRate, formatLocalTime, formatSpan } from './format-units.ts';
import type { Inspection } from './inspection.ts';
import type { Paint } from './paint.ts';
import { LABEL_WIDTH } from './wrap.ts';

/**
 * The rate over time as columns of blocks, as many as the width has room for, with the highest rate at the right of the top line and
 * the times under the ends. Whatever was not nothing shows at least a little. No chart of less than three stretches of time.
 */
export function rateChart({ timeline }: Inspection, width: number, paint: Paint): string[] {
  if (timeline === null || timeline.counts.length < FEWEST) return [];
  const { startMs, stretchMs, counts } = timeline;
  const room = Math.min(WIDEST, width - LABEL_WIDTH - HIGHEST_WIDTH);
  const together = Math.ceil(counts.length / room);
  const rates = columnRates(counts, together, stretchMs / 1000);
  const wide = Math.max(1, Math.min(MOST_WIDE, Math.floor(room / rates.length)));
  const highest = Math.max(...rates);
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const floor = (ROWS - 1 - row) * STEPS;
    const blocks = rates.map((rate) =>
      block(Math.max(rate > 0 ? 1 : 0, Math.round((rate / highest) * ROWS * STEPS)) - floor),
    );
    return blocks.map((one) => one.repeat(wide)).join('');
  });
  const across = rates.length * wide;
  const endMs = startMs + counts.length * stretchMs;
  return [
    ...rows.map((blocks, row) => {
      const label = (row === 0 ? 'rate' : '').padEnd(LABEL_WIDTH);
      const top = row === 0 ? paint({ text: ` ${formatAskedRate(highest)}`, tone: 'faint' }) : '';
      return (label + (row === 0 ? blocks + top : blocks)).trimEnd();
    }),
    paint({ text: timesUnder(startMs, endMs, across, together * stretchMs), tone: 'faint' }),
  ];
}

/** The mean rate of each column; the last may have less time than the others. */
function columnRates(counts: readonly number[], together: number, stretchS: number): number[] {
  const rates: number[] = [];
  for (let from = 0; from < counts.length; from += together) {
    const column = counts.slice(from, from + together);
    rates.push(column.reduce((sum, count) => sum + count, 0) / (column.length * stretchS));
  }
  return rates;
}

function block(height: number): string {
  return BLOCKS[Math.max(0, Math.min(STEPS, height))]!;
}

/** Where there is room for both times, and else for how long it is. */
function timesUnder(startMs: number, endMs: number, across: number, columnMs: number): string {
  const [first, last] = [formatLocalTime(startMs), formatLocalTime(endMs)].map((time) =>
    endMs - startMs > DAY_MS ? time.slice(0, 16) : time.slice(11),
  ) as [string, string];
  const indent = ' '.repeat(LABEL_WIDTH);
  const each = `a column is ${formatSpan(columnMs * 1000)}`;
  const between = across - first.length - last.length;
  if (between >= each.length + 4) {
    const left = Math.floor((between - each.length) / 2);
    return `${indent}${first}${' '.repeat(left)}${each}${' '.repeat(between - each.length - left)}${last}`;
  }
  return between >= 1 ? `${indent}${first}${' '.repeat(between)}${last}` : `${indent}${first}`;
}

const BLOCKS = ' ▁▂▃▄▅▆▇█';
const STEPS = 8;
const ROWS = 4;
const FEWEST = 3;
const WIDEST = 120;
const MOST_WIDE = 3;
/** What the highest rate at the right may take. */
const HIGHEST_WIDTH = 12;
const DAY_MS = 86_400_000;
