import { copyable } from './copy-button.js';
import { dataTable } from './data-table.js';
import { durationsTable } from './durations-table.js';
import { element } from './element.js';
import { endpointName } from './endpoint-name.js';
import { formatCount, formatShare } from './format.js';
import { section } from './section.js';
import { statusMatrix } from './status-matrix.js';

/** @import { PageData } from '../html/page-data.ts' */
/** @import { ChangeRow, ChangesPart } from '../html/page-tables.ts' */

/** So many changes are shown until more are asked for. */
const FIRST_CHANGES = 15;

/**
 * What the target did otherwise than the log recorded, the unexplained first, and how long it took against the log.
 *
 * @param {PageData} data
 */
export function changesSection(data) {
  const { changes, durations } = data;
  if (changes === null && durations === null) return null;
  return section(
    'changes',
    'Against the log',
    ...(changes === null ? [] : changed(changes, data)),
    durations && durationsTable(durations, data),
  );
}

/**
 * @param {ChangesPart} changes
 * @param {PageData} data
 */
function changed(changes, { names }) {
  const { rows, all, inNoCell, noise, lacking } = changes;
  return [
    element(
      'p',
      {},
      `${formatCount(changes.same)} of ${formatCount(changes.compared)} answers that can be compared have the status that the log recorded (${formatShare(changes.same, changes.compared)}).`,
    ),
    noise !== null && element('p', { class: 'note' }, noise),
    ...(rows.length === 0 ? [] : [statusMatrix(changes.matrix), changeList(rows, names)]),
    all > rows.length &&
      element(
        'p',
        { class: 'quiet' },
        `${formatCount(all - rows.length)} rarer changes are not on this page.`,
      ),
    inNoCell > 0 &&
      element(
        'p',
        { class: 'quiet' },
        `${formatCount(inNoCell)} more changed or not in too many ways to count each.`,
      ),
    reasonList(changes),
    lacking !== null && element('p', { class: 'note' }, lacking),
  ];
}

/**
 * @param {readonly ChangeRow[]} rows
 * @param {PageData['names']} names
 */
function changeList(rows, names) {
  const columns = [
    { label: 'endpoint', text: true },
    { label: 'recorded → replayed', text: true },
    { label: 'why', text: true },
    { label: 'requests' },
    { label: 'share', meaning: 'of the requests of this endpoint that can be compared' },
    { label: 'examples', text: true },
  ];
  const frame = dataTable(
    { caption: 'What changed, the unexplained first', columns, class: 'changes' },
    rows.map((row, i) => [
      endpointName(names, row.name),
      element('span', { class: 'change' }, `${row.recorded} → ${row.replayed}`),
      element('span', { class: row.why === 'unexplained' ? 'bad' : 'known' }, row.why),
      formatCount(row.count),
      formatShare(row.count, row.compared),
      exampleList(row, i === 0 && row.why === 'unexplained'),
    ]),
  );
  const hidden = [...frame.querySelectorAll('tbody tr')].slice(FIRST_CHANGES);
  if (hidden.length === 0) return frame;
  for (const row of hidden) row.toggleAttribute('hidden', true);
  const more = element(
    'button',
    {
      type: 'button',
      click: () => {
        for (const row of hidden) row.toggleAttribute('hidden', false);
        more.remove();
      },
    },
    `Show all ${formatCount(rows.length)}`,
  );
  return element('div', {}, frame, more);
}

/**
 * @param {ChangeRow} row
 * @param {boolean} open
 */
function exampleList({ examples }, open) {
  if (examples.length === 0) return null;
  const shown = examples.map(({ target, curl }) =>
    element(
      'li',
      {},
      curl === '' ? element('bdi', { class: 'target' }, target) : copyable(curl, 'the curl command'),
    ),
  );
  const count = examples.length === 1 ? '1 request' : `${examples.length} requests`;
  return element(
    'details',
    { open },
    element('summary', {}, count),
    element('ul', { class: 'examples' }, ...shown),
  );
}

/** @param {ChangesPart} changes */
function reasonList({ reasons }) {
  if (reasons.length === 0) return null;
  return element(
    'dl',
    { class: 'reasons' },
    ...reasons.map(([reason, count, meaning]) =>
      element('div', {}, element('dt', {}, reason), element('dd', {}, `${formatCount(count)}: ${meaning}`)),
    ),
  );
}
