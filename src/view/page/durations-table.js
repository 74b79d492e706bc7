import { element } from './element.js';
import { endpointName, endpointText } from './endpoint-name.js';
import { formatCount, formatDuration, formatRatio } from './format.js';
import { sortableTable } from './sortable-table.js';

/** @import { PageData } from '../html/page-data.ts' */
/** @import { DurationRow, DurationsPart } from '../html/page-tables.ts' */
/** @import { SortColumn } from './sortable-table.js' */

/** From here on an endpoint is worth a look. */
const MUCH_SLOWER = 1.5;

/**
 * How long answers took, as a multiple of what the log recorded.
 *
 * @param {DurationsPart} durations
 * @param {PageData} data
 */
export function durationsTable({ rows, all }, { names }) {
  const text = (/** @type {DurationRow} */ { name }) => (name === null ? 'all' : endpointText(names, name));
  /** @type {readonly SortColumn<DurationRow>[]} */
  const columns = [
    {
      label: 'endpoint',
      text: true,
      value: text,
      cell: ({ name }) => (name === null ? element('b', {}, 'all') : endpointName(names, name)),
    },
    { label: 'requests', value: ({ count }) => count, cell: ({ count }) => formatCount(count) },
    ratioColumn('p50', ({ p50 }) => p50),
    ratioColumn('p95', ({ p95 }) => p95),
    ratioColumn('p99', ({ p99 }) => p99),
    durationColumn('p50 recorded', ({ recordedP50 }) => recordedP50),
    durationColumn('p50 replayed', ({ replayedP50 }) => replayedP50),
    durationColumn('p95 recorded', ({ recordedP95 }) => recordedP95),
    durationColumn('p95 replayed', ({ replayedP95 }) => replayedP95),
  ];
  return element(
    'div',
    {},
    element('h3', {}, 'Time taken: replayed / recorded'),
    element(
      'p',
      { class: 'quiet' },
      'Service time against the duration in the log, of requests that were answered as recorded, or timed out. Ratios need enough requests: p50 20, p95 100, p99 500.',
      all > rows.length - 1 &&
        ` The ${formatCount(rows.length - 1)} slowest of ${formatCount(all)} endpoints.`,
    ),
    sortableTable({
      caption: 'How long answers took against the log',
      what: 'rows',
      columns,
      rows: [...rows],
      sortedBy: 1,
      searched: text,
      picks: [],
    }),
  );
}

/**
 * @param {string} label
 * @param {(row: DurationRow) => number | null} value
 * @returns {SortColumn<DurationRow>}
 */
function ratioColumn(label, value) {
  return {
    label,
    meaning: 'replayed / recorded',
    value,
    cell: (row) =>
      element('span', { class: (value(row) ?? 0) >= MUCH_SLOWER ? 'warn' : null }, formatRatio(value(row))),
  };
}

/**
 * @param {string} label
 * @param {(row: DurationRow) => number | null} value
 * @returns {SortColumn<DurationRow>}
 */
function durationColumn(label, value) {
  return { label, value, cell: (row) => formatDuration(value(row)) };
}
