import { element } from './element.js';

/** @import { Child } from './element.js' */

/**
 * A part of the page with its heading, to which the list of parts leads.
 *
 * @param {string} id
 * @param {string} heading
 * @param {...Child} children
 */
export function section(id, heading, ...children) {
  return element(
    'section',
    { id, 'aria-labelledby': `${id}-heading` },
    element('h2', { id: `${id}-heading` }, heading),
    ...children,
  );
}
