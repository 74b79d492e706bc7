import { dataTable } from './data-table.js';
import { element } from './element.js';
import { formatCount } from './format.js';
import { section } from './section.js';

/** @import { PageData } from '../html/page-data.ts' */

/**
 * What of the log was not replayed, and why.
 *
 * @param {PageData} data
 */
export function skippedSection({ skipped: { lines, rows } }) {
  if (rows.length === 0) return null;
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const of = lines === null ? 'lines' : `of ${formatCount(lines)} lines`;
  const columns = [
    { label: 'reason', text: true },
    { label: 'lines' },
    { label: 'the first of them', text: true },
    { label: 'where', text: true },
  ];
  return section(
    'skipped',
    'Lines left out',
    element('p', {}, `${formatCount(count)} ${of} were not replayed, each time the log was read.`),
    dataTable(
      { caption: 'Lines that were not replayed, by reason', hideCaption: true, columns, class: 'skipped' },
      rows.map(({ reason, count: n, file, line, text }) => [
        reason,
        formatCount(n),
        element('bdi', { class: 'log-line' }, text),
        `${file}:${line}`,
      ]),
    ),
  );
}
