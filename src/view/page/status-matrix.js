import { dataTable } from './data-table.js';
import { element } from './element.js';
import { formatCount } from './format.js';

/** @import { ChangesPart } from '../html/page-tables.ts' */

/** How many statuses have a row, and a column, of their own. */
const MOST = 12;
const OTHER = 'other';

/**
 * Recorded statuses down, replayed ones across; what has no room is `other`.
 *
 * @param {ChangesPart['matrix']} pairs
 */
export function statusMatrix(pairs) {
  const down = statusesOf(pairs, 0);
  const across = statusesOf(pairs, 1);
  const columns = [{ label: 'recorded ↓ replayed →', text: true }, ...across.map((label) => ({ label }))];
  const rows = down.map((recorded) => [
    recorded,
    ...across.map((replayed) => {
      const count = pairs.reduce((sum, [from, to, n]) => {
        const isHere = nameIn(down, from) === recorded && nameIn(across, to) === replayed;
        return isHere ? sum + n : sum;
      }, 0);
      if (count === 0) return element('span', { class: 'nothing' }, '·');
      return element('span', { class: recorded === replayed ? 'same' : 'differs' }, formatCount(count));
    }),
  ]);
  return dataTable({ caption: 'Recorded status against replayed status', columns, class: 'matrix' }, rows);
}

/**
 * The most frequent, ascending.
 *
 * @param {ChangesPart['matrix']} pairs
 * @param {0 | 1} side
 */
function statusesOf(pairs, side) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const pair of pairs) counts.set(pair[side], (counts.get(pair[side]) ?? 0) + pair[2]);
  const all = [...counts].sort((a, b) => b[1] - a[1]).map(([status]) => status);
  const named = all
    .slice(0, MOST)
    .sort((a, b) => a - b)
    .map(String);
  return all.length > MOST ? [...named, OTHER] : named;
}

/**
 * @param {readonly string[]} names
 * @param {number} status
 */
function nameIn(names, status) {
  return names.includes(String(status)) ? String(status) : OTHER;
}
