import { dataTable } from './data-table.js';
import { element } from './element.js';

/** @import { BaselinePart } from '../html/page-data.ts' */

/**
 * What is worse than in the run that this one was held against.
 *
 * @param {BaselinePart} baseline
 */
export function baselineTable({ summary, rows }) {
  if (rows.length === 0) return element('p', { class: 'note' }, summary);
  const columns = [
    { label: 'endpoint', text: true },
    { label: 'figure', text: true },
    { label: 'before' },
    { label: 'now' },
    { label: 'change' },
    { label: '95% interval' },
  ];
  return dataTable(
    { caption: 'Worse than the baseline', columns, class: 'checks' },
    rows.map(({ endpoint, figure, before, now, change, interval }) => [
      element('code', {}, endpoint),
      figure,
      before,
      now,
      element('span', { class: 'bad' }, change),
      interval,
    ]),
  );
}
