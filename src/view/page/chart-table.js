import { dataTable } from './data-table.js';
import { element } from './element.js';

/** @import { Chart } from './chart.js' */

/**
 * The figures of a chart, for those who want to read or copy them; made when it is opened.
 *
 * @param {Chart} chart
 */
export function chartTable({ title, across, lines, format }) {
  const details = element('details', { class: 'figures', toggle: fill }, element('summary', {}, 'Figures'));
  return details;

  function fill() {
    if (!details.open || details.childElementCount > 1) return;
    const columns = [{ label: across.label }, ...lines.map(({ label }) => ({ label }))];
    const rows = across.values.map((value, i) => [
      across.format(value),
      ...lines.map(({ values }) => format(values[i] ?? null)),
    ]);
    details.append(dataTable({ caption: title, hideCaption: true, columns }, rows));
  }
}
