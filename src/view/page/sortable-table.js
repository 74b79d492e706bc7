import { scrollFrame, sideOf, tableRow } from './data-table.js';
import { element } from './element.js';
import { formatCount } from './format.js';

/** @import { Column } from './data-table.js' */
/** @import { Child } from './element.js' */

/**
 * @template Row
 * @typedef {Column & { value: (row: Row) => number | string | null, cell: (row: Row) => Child }} SortColumn
 */

/**
 * @template Row
 * @typedef {object} SortableTable
 * @property {string} caption
 * @property {string} what what the rows are, in the plural
 * @property {readonly SortColumn<Row>[]} columns
 * @property {readonly Row[]} rows
 * @property {number} sortedBy which column it is sorted by at first, from the largest value down
 * @property {(row: Row) => string} searched the text that a filter looks for
 * @property {readonly (readonly [label: string, isMeant: (row: Row) => boolean])[]} picks parts of the rows that can be picked
 */

/** So many rows are shown until more are asked for. */
const FIRST_ROWS = 50;

/**
 * A table that is sorted by a press on a column's head, and filtered by text and by kind of row.
 *
 * @template Row
 * @param {SortableTable<Row>} options
 */
export function sortableTable({ caption, what, columns, rows, sortedBy, searched, picks }) {
  const state = {
    column: sortedBy,
    down: true,
    text: '',
    isMeant: picks[0]?.[1] ?? (() => true),
    all: false,
  };
  const body = element('tbody');
  const status = element('p', { class: 'quiet', role: 'status' });
  const more = element('button', { type: 'button', click: showAll });
  const heads = columns.map((column, i) =>
    element(
      'th',
      { scope: 'col', class: sideOf(column), title: column.meaning ?? null },
      element('button', { type: 'button', class: 'sort', click: () => sortBy(i) }, column.label),
    ),
  );
  const table = element(
    'table',
    { class: 'sortable' },
    element('caption', { class: 'unseen' }, caption),
    element('thead', {}, element('tr', {}, ...heads)),
    body,
  );
  update();
  return element(
    'div',
    { class: 'sortable-table' },
    element('div', { class: 'controls' }, filterField(), pickField(), status),
    scrollFrame(table, caption),
    more,
  );

  function filterField() {
    const input = element('input', {
      type: 'search',
      placeholder: 'part of the name',
      autocomplete: 'off',
      spellcheck: 'false',
      input: () => {
        state.text = input.value.trim().toLowerCase();
        update();
      },
    });
    return element('label', {}, 'Filter ', input);
  }

  function pickField() {
    if (picks.length < 2) return null;
    const options = picks.map(([label], i) => element('option', { value: i }, label));
    const select = element('select', {
      change: () => {
        state.isMeant = picks[Number(select.value)]?.[1] ?? (() => true);
        update();
      },
    });
    select.append(...options);
    return element('label', {}, 'Show ', select);
  }

  /** @param {number} column */
  function sortBy(column) {
    state.down = column === state.column ? !state.down : columns[column]?.text !== true;
    state.column = column;
    update();
  }

  function showAll() {
    state.all = true;
    update();
  }

  function update() {
    const found = rows.filter(
      (row) => state.isMeant(row) && searched(row).toLowerCase().includes(state.text),
    );
    const sorted = found.sort(inOrder);
    const shown = state.all ? sorted : sorted.slice(0, FIRST_ROWS);
    body.replaceChildren(
      ...shown.map((row) =>
        tableRow(
          columns,
          columns.map(({ cell }) => cell(row)),
        ),
      ),
    );
    heads.forEach((head, i) => {
      const order = state.down ? 'descending' : 'ascending';
      head.setAttribute('aria-sort', i === state.column ? order : 'none');
    });
    status.textContent =
      found.length === rows.length
        ? `${formatCount(rows.length)} ${what}`
        : `${formatCount(found.length)} of ${formatCount(rows.length)} ${what}`;
    more.hidden = shown.length === found.length;
    more.textContent = `Show all ${formatCount(found.length)}`;
  }

  /**
   * What has no value comes last, whichever way it is sorted.
   *
   * @param {Row} a
   * @param {Row} b
   */
  function inOrder(a, b) {
    const value = columns[state.column]?.value ?? (() => null);
    const [one, other] = [value(a), value(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const sign = state.down ? -1 : 1;
    if (typeof one === 'string' || typeof other === 'string')
      return sign * String(one).localeCompare(String(other), 'en', { numeric: true });
    return sign * (one - other);
  }
}
