import { element } from './element.js';

/** @import { PageData } from '../html/page-data.ts' */

/**
 * Method and path of an endpoint, for a cell.
 *
 * @param {PageData['names']} names
 * @param {number} place
 */
export function endpointName(names, place) {
  const [method, path] = names[place] ?? ['', ''];
  return element(
    'span',
    { class: 'endpoint' },
    element('span', { class: 'method' }, method),
    ' ',
    element('bdi', {}, path),
  );
}

/**
 * The same as plain text, to look in.
 *
 * @param {PageData['names']} names
 * @param {number} place
 */
export function endpointText(names, place) {
  return (names[place] ?? []).join(' ');
}
