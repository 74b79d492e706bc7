import { element } from './element.js';
import { endpointName, endpointText } from './endpoint-name.js';
import { formatCount, formatDuration, formatShare } from './format.js';
import { section } from './section.js';
import { sortableTable } from './sortable-table.js';

/** @import { PageData } from '../html/page-data.ts' */
/** @import { EndpointRow } from '../html/page-tables.ts' */
/** @import { SortColumn } from './sortable-table.js' */

/**
 * Every endpoint with what came of its requests.
 *
 * @param {PageData} data
 */
export function endpointsSection({ endpoints: { rows, all }, names, figures, changes }) {
  if (rows.length === 0) return null;
  /** @type {readonly SortColumn<EndpointRow>[]} */
  const columns = [
    {
      label: 'endpoint',
      text: true,
      value: ({ name }) => endpointText(names, name),
      cell: ({ name }) => endpointName(names, name),
    },
    countColumn('requests', 'planned: answered, failed or dropped', ({ planned }) => planned),
    {
      label: 'share',
      meaning: 'of all that were planned',
      value: ({ planned }) => planned,
      cell: ({ planned }) => formatShare(planned, figures.planned),
    },
    timeColumn('p50', ({ p50 }) => p50),
    timeColumn('p95', ({ p95 }) => p95),
    timeColumn('p99', ({ p99 }) => p99),
    timeColumn('max', ({ max }) => max),
    countColumn('2xx', 'answered so', ({ classes }) => classes[1] ?? 0),
    countColumn('3xx', 'answered so', ({ classes }) => classes[2] ?? 0),
    countColumn('4xx', 'answered so', ({ classes }) => classes[3] ?? 0, 'warn'),
    countColumn('5xx', 'answered so', ({ classes }) => classes[4] ?? 0, 'bad'),
    countColumn('failed', 'no whole answer came', ({ failed }) => failed, 'bad'),
    countColumn('dropped', 'never sent', ({ dropped }) => dropped, 'bad'),
    ...(changes === null
      ? []
      : [
          countColumn(
            'unexplained',
            'answered otherwise than recorded, for no known reason',
            ({ unexplained }) => unexplained,
            'bad',
          ),
        ]),
  ];
  return section(
    'endpoints',
    'Endpoints',
    all > rows.length &&
      element(
        'p',
        { class: 'quiet' },
        `The ${formatCount(rows.length)} most requested of ${formatCount(all)}.`,
      ),
    sortableTable({
      caption: 'Endpoints, with response times and how their requests ended',
      what: 'endpoints',
      columns,
      rows: [...rows],
      sortedBy: 1,
      searched: ({ name }) => endpointText(names, name),
      picks: [
        ['all', () => true],
        ['with failures, drops or 5xx', (row) => row.failed + row.dropped + (row.classes[4] ?? 0) > 0],
        ...(changes === null
          ? []
          : [
              /** @type {const} */ ([
                'with unexplained changes',
                (/** @type {EndpointRow} */ { unexplained }) => unexplained > 0,
              ]),
            ]),
      ],
    }),
  );
}

/**
 * @param {string} label
 * @param {string} meaning
 * @param {(row: EndpointRow) => number} value
 * @param {string} [tone] how it is to be seen where it is not nothing
 * @returns {SortColumn<EndpointRow>}
 */
function countColumn(label, meaning, value, tone) {
  return {
    label,
    meaning,
    value,
    cell: (row) =>
      value(row) === 0
        ? element('span', { class: 'nothing' }, '0')
        : element('span', { class: tone ?? null }, formatCount(value(row))),
  };
}

/**
 * @param {string} label
 * @param {(row: EndpointRow) => number | null} value
 * @returns {SortColumn<EndpointRow>}
 */
function timeColumn(label, value) {
  return { label, meaning: 'of response time', value, cell: (row) => formatDuration(value(row)) };
}
