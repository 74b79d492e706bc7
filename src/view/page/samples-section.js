import { answerList } from './answer-list.js';
import { copyable } from './copy-button.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import { formatDuration, formatMoment } from './format.js';
import { section } from './section.js';

/** @import { PageData } from '../html/page-data.ts' */
/** @import { SampleRow } from '../html/page-tables.ts' */

/**
 * Requests to look at one by one.
 *
 * @param {PageData} data
 */
export function samplesSection({ samples: { slowest, bad }, answers, names }) {
  if (slowest.length === 0 && bad.length === 0 && answers === null) return null;
  return section(
    'samples',
    'Samples',
    bad.length > 0 && sampleTable('The first of each way to go wrong', bad),
    slowest.length > 0 && sampleTable('The slowest', slowest),
    answers && answerList(answers, names),
  );
}

/**
 * @param {string} caption
 * @param {readonly SampleRow[]} rows
 */
function sampleTable(caption, rows) {
  const columns = [
    { label: 'request', text: true },
    { label: 'result', text: true },
    { label: 'recorded', text: true },
    { label: 'due at', meaning: 'from the start of the run' },
    { label: 'response' },
    { label: 'service' },
    { label: 'ttfb' },
    { label: 'lag' },
    { label: 'again', text: true },
  ];
  return dataTable(
    { caption, columns, class: 'samples' },
    rows.map((row) => [
      element(
        'span',
        { class: 'endpoint' },
        element('span', { class: 'method' }, row.method),
        ' ',
        element('bdi', {}, row.target),
      ),
      element('span', { class: /^[1-4]/.test(row.result) ? null : 'bad' }, row.result),
      recordedOf(row),
      formatMoment(row.dueS),
      ...[row.responseUs, row.serviceUs, row.ttfbUs, row.lagUs].map(formatDuration),
      row.curl !== '' &&
        element('details', {}, element('summary', {}, 'curl'), copyable(row.curl, 'the curl command')),
    ]),
  );
}

/** @param {SampleRow} row */
function recordedOf({ recorded, recordedUs }) {
  return [recorded > 0 && String(recorded), recordedUs !== null && formatDuration(recordedUs)]
    .filter(Boolean)
    .join(', ');
}
