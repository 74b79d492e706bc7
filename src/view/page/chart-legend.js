import { element } from './element.js';

/** @import { Chart, ChartLine } from './chart.js' */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * The lines of a chart: what each looks like, what it is where the cursor is, and a button that switches it off.
 *
 * @param {Chart} chart
 * @param {(line: number, show: boolean) => void} onToggle
 */
export function chartLegend({ lines, format, across, title }, onToggle) {
  const shown = lines.map(({ hidden }) => hidden !== true);
  const values = lines.map(() => element('span', { class: 'value' }));
  const where = element('span', { class: 'where' });
  const buttons = lines.map((line, i) =>
    element(
      'button',
      { type: 'button', 'aria-pressed': String(shown[i]), click: () => toggle(i) },
      sample(line),
      element('span', {}, line.label),
      values[i],
    ),
  );
  const root = element(
    'div',
    { class: 'legend', role: 'group', 'aria-label': `Lines of ${title}` },
    ...buttons,
    where,
  );
  return { root, show, words, isShown: (/** @type {number} */ line) => shown[line] === true };

  /** @param {number} line */
  function toggle(line) {
    shown[line] = !shown[line];
    buttons[line]?.setAttribute('aria-pressed', String(shown[line]));
    onToggle(line, shown[line] === true);
  }

  /** @param {number | null} index null: the cursor is nowhere */
  function show(index) {
    where.textContent = index === null ? '' : `at ${across.format(across.values[index] ?? 0)}`;
    lines.forEach((line, i) => {
      const value = values[i];
      if (value) value.textContent = index === null ? '' : format(line.values[index] ?? null);
    });
  }

  /** @param {number} index */
  function words(index) {
    return lines
      .filter((_, i) => shown[i])
      .map(({ label, values: of }) => `${label} ${format(of[index] ?? null)}`)
      .join(', ');
  }
}

/** @param {ChartLine} line */
function sample({ color, dash = [], width = 1.75 }) {
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'line');
  for (const [name, value] of Object.entries({ width: 26, height: 10, 'aria-hidden': 'true' }))
    svg.setAttribute(name, String(value));
  for (const [name, value] of Object.entries({ x1: 0, x2: 26, y1: 5, y2: 5 }))
    line.setAttribute(name, String(value));
  line.setAttribute('stroke-dasharray', dash.join(' '));
  line.setAttribute('stroke-width', String(width + 0.75));
  line.style.stroke = `var(${color})`;
  svg.append(line);
  return svg;
}
