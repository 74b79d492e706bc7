import { type Cell, cellText, type Paint } from './paint.ts';
import { visibleWidth } from './visible-width.ts';

/** Aligns rows of cells in columns; `aligns` has an `l` or an `r` for each of them. */
export function renderTable(
  rows: readonly (readonly Cell[])[],
  aligns: string,
  paint: Paint,
  gap = 2,
): string[] {
  const widths = Array.from(aligns, (_, column) =>
    Math.max(0, ...rows.map((row) => visibleWidth(cellText(row[column] ?? '')))),
  );
  return rows.map((row) => row.map(alignedCell).join(' '.repeat(gap)).trimEnd());

  function alignedCell(cell: Cell, column: number): string {
    const padding = ' '.repeat(widths[column]! - visibleWidth(cellText(cell)));
    if (aligns[column] === 'r') return padding + paint(cell);
    return column === aligns.length - 1 ? paint(cell) : paint(cell) + padding;
  }
}
