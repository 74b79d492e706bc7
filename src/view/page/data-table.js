import { element } from './element.js';

/** @import { Child } from './element.js' */

/**
 * @typedef {object} Column
 * @property {string} label
 * @property {string} [meaning] what it is, for whoever points at it
 * @property {boolean} [text] text stands at the left, figures at the right
 */

/**
 * A table with a caption and heads, in a frame of its own that can be scrolled, so that a wide one never widens the page.
 *
 * @param {{ caption: string, hideCaption?: boolean, columns: readonly Column[], class?: string }} shape
 * @param {readonly (readonly Child[])[]} rows the first cell of a row is its head
 */
export function dataTable({ caption, hideCaption, columns, class: name }, rows) {
  const heads = columns.map((column) =>
    element('th', { scope: 'col', class: sideOf(column), title: column.meaning ?? null }, column.label),
  );
  const table = element(
    'table',
    { class: name ?? null },
    element('caption', { class: hideCaption ? 'unseen' : null }, caption),
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows.map((cells) => tableRow(columns, cells))),
  );
  return scrollFrame(table, caption);
}

/**
 * @param {readonly Column[]} columns
 * @param {readonly Child[]} cells
 */
export function tableRow(columns, cells) {
  return element(
    'tr',
    {},
    ...cells.map((cell, i) => {
      const side = sideOf(columns[i]);
      return i === 0
        ? element('th', { scope: 'row', class: side }, cell)
        : element('td', { class: side }, cell);
    }),
  );
}

/** @param {Column | undefined} column */
export function sideOf(column) {
  return column?.text ? null : 'figure';
}

/**
 * @param {HTMLTableElement} table
 * @param {string} label
 */
export function scrollFrame(table, label) {
  return element('div', { class: 'frame', role: 'region', tabindex: 0, 'aria-label': label }, table);
}
