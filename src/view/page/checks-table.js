import { dataTable } from './data-table.js';
import { element } from './element.js';
import { formatCount } from './format.js';

/** @import { ChecksPart } from '../html/page-data.ts' */

/**
 * What was asked of the run, and whether it was so.
 *
 * @param {ChecksPart} checks
 */
export function checksTable({ summary, rows }) {
  const columns = [
    { label: 'check', text: true },
    { label: 'result', text: true },
    { label: 'actual' },
    { label: 'limit' },
    { label: 'requests' },
  ];
  return dataTable(
    { caption: summary, columns, class: 'checks' },
    rows.map(({ check, passed, actual, limit, samples, why }) => [
      element(
        'span',
        {},
        element('code', {}, check),
        why !== null && element('span', { class: 'quiet' }, ` ${why}`),
      ),
      element('span', { class: passed ? 'good' : 'bad' }, passed ? '✓ passed' : '✕ FAILED'),
      actual,
      limit,
      formatCount(samples),
    ]),
  );
}
