import { element } from './element.js';
import { endpointName } from './endpoint-name.js';
import { formatCount } from './format.js';

/** @import { PageData } from '../html/page-data.ts' */
/** @import { AnswersPart } from '../html/page-tables.ts' */

/**
 * The answers that the run kept, each to be opened.
 *
 * @param {AnswersPart} answers
 * @param {PageData['names']} names
 */
export function answerList({ rows, all }, names) {
  const shown = rows.map(({ name, result, place, seq, target, headers, body, notShown }) =>
    element(
      'details',
      { class: 'answer' },
      element(
        'summary',
        {},
        endpointName(names, name),
        ' ',
        element('b', { class: /^[45]/.test(result) ? 'bad' : null }, result),
        element('span', { class: 'quiet' }, ` the ${place}: request ${formatCount(seq)}`),
      ),
      target !== null && element('p', { class: 'target' }, element('bdi', {}, target)),
      headers !== '' && element('pre', { class: 'quiet', tabindex: 0 }, headers),
      body !== null && body !== '' && element('pre', { tabindex: 0 }, body),
      ...notShown.map((text) => element('p', { class: 'quiet' }, text)),
    ),
  );
  return element(
    'div',
    {},
    element('h3', {}, 'Answers that were kept'),
    rows.length === 0 && element('p', { class: 'quiet' }, 'None was kept.'),
    ...shown,
    all > rows.length &&
      element('p', { class: 'quiet' }, `${formatCount(all - rows.length)} more had no room on this page.`),
  );
}
