import type { Drift } from '../model.ts';
import { formatCount } from './format-units.ts';
import type { Cell, Paint } from './paint.ts';
import { statusTone } from './paint.ts';
import { renderTable } from './render-table.ts';
import { visibleWidth } from './visible-width.ts';

/** Recorded and replayed status, and how many outcomes had these, over all endpoints; most first. */
export type StatusPair = readonly [recorded: number, replayed: number, count: number];

export function statusPairs({ cells }: Drift): StatusPair[] {
  const counts = new Map<number, number>();
  for (const { recorded, replayed, count } of cells) {
    const key = recorded * 1000 + replayed;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return [...counts]
    .map(([key, count]): StatusPair => [Math.floor(key / 1000), key % 1000, count])
    .sort((a, b) => b[2] - a[2] || a[0] - b[0] || a[1] - b[1]);
}

/** How many statuses have a row, and a column, of their own. */
const ROWS = 6;
const COLUMNS = 8;

/** Recorded statuses down, replayed ones across; nothing where all is in one cell. What has no room is `other`. */
export function statusMatrix(drift: Drift, width: number, paint: Paint): string[] {
  const pairs = statusPairs(drift);
  if (pairs.length < 2) return [];
  for (let columns = COLUMNS; columns > 1; columns--) {
    const lines = table(pairs, columns, paint);
    if (lines.every((line) => visibleWidth(line) <= width)) return lines;
  }
  return table(pairs, 1, paint);
}

function table(pairs: readonly StatusPair[], columns: number, paint: Paint): string[] {
  const down = namesOf(pairs, 0, ROWS);
  const across = namesOf(pairs, 1, columns);
  const header: Cell[] = ['recorded ↓ replayed →', ...across].map((text, i) => ({
    text: String(text),
    tone: i === 0 ? 'faint' : statusTone(text),
  }));
  const rows = down.map((recorded): Cell[] => [
    String(recorded),
    ...across.map((replayed) => {
      const count = pairs.reduce((sum, [from, to, n]) => {
        const isHere = nameOf(from, down) === recorded && nameOf(to, across) === replayed;
        return isHere ? sum + n : sum;
      }, 0);
      return {
        text: count === 0 ? '·' : formatCount(count),
        tone: recorded === replayed ? 'faint' : undefined,
      } as const;
    }),
  ]);
  return renderTable([header, ...rows], 'r'.repeat(across.length + 1), paint);
}

type Name = number | 'other';

/** The most frequent statuses, ascending, with `other` at the end where there are more. */
function namesOf(pairs: readonly StatusPair[], side: 0 | 1, most: number): Name[] {
  const counts = new Map<number, number>();
  for (const pair of pairs) counts.set(pair[side], (counts.get(pair[side]) ?? 0) + pair[2]);
  const all = [...counts].sort((a, b) => b[1] - a[1]).map(([status]) => status);
  const named = all.slice(0, most).sort((a, b) => a - b);
  return all.length > most ? [...named, 'other'] : named;
}

function nameOf(status: number, names: readonly Name[]): Name {
  return names.includes(status) ? status : 'other';
}
