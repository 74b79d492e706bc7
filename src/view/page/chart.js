import { chartLegend } from './chart-legend.js';
import { chartOptions } from './chart-options.js';
import { chartTable } from './chart-table.js';
import { element } from './element.js';
import { onThemeChange } from './theme.js';

/**
 * @typedef {object} ChartLine
 * @property {string} label
 * @property {readonly (number | null)[]} values
 * @property {string} color the name of a colour of the style sheet
 * @property {readonly number[]} [dash] so that lines differ by more than their colour
 * @property {number} [width]
 * @property {boolean} [stepped]
 * @property {boolean} [filled]
 * @property {boolean} [hidden] not shown until it is asked for
 */

/**
 * @typedef {object} ChartAxis
 * @property {readonly number[]} values
 * @property {string} label what the values are, as the head of a column
 * @property {(value: number) => string} format
 * @property {readonly (readonly [at: number, label: string])[]} [marks] where it is labelled, if not evenly
 * @property {boolean} [isTime] charts over time move together
 */

/**
 * @typedef {object} Chart
 * @property {string} title
 * @property {string} note what is to be known to read it, in a sentence
 * @property {ChartAxis} across
 * @property {readonly ChartLine[]} lines
 * @property {(value: number | null) => string} format
 * @property {(value: number | null) => string} [formatAxis] where there is less room
 * @property {'linear' | 'log' | 'both'} scale `both` begins linear
 * @property {boolean} [startsLog]
 * @property {readonly Mark[]} marks
 */

/** @typedef {{ from: number, to: number | null, label: string }} Mark a stretch, or a moment where `to` is null */

const HEIGHT = 240;
const PRINTED_WIDTH = 640;

/** @type {Set<uPlot>} */
const overTime = new Set();

/**
 * A chart with its legend, whose lines can be switched off; by keyboard as by mouse, and as a table.
 *
 * @param {Chart} chart
 */
export function chartFigure(chart) {
  let isLog = chart.scale === 'log' || chart.startsLog === true;
  /** @type {uPlot | undefined} */
  let plot;
  const spoken = element('p', { class: 'unseen', 'aria-live': 'polite' });
  const legend = chartLegend(chart, (line, show) => plot?.setSeries(line + 1, { show }));
  const canvas = element('div', {
    class: 'plot',
    role: 'group',
    tabindex: 0,
    'aria-label': `${chart.title}: arrow keys move along it, + and − zoom, 0 shows all`,
    keydown: (event) => onKey(/** @type {KeyboardEvent} */ (event)),
  });
  const logButton = element(
    'button',
    { type: 'button', class: 'small', 'aria-pressed': String(isLog), click: toggleLog },
    'Log scale',
  );
  const figure = element(
    'figure',
    { class: 'chart' },
    element(
      'figcaption',
      {},
      element('h3', {}, chart.title),
      chart.scale === 'both' && logButton,
      element('p', { class: 'quiet' }, chart.note),
    ),
    legend.root,
    canvas,
    spoken,
    chartTable(chart),
  );
  new ResizeObserver(fit).observe(canvas);
  onThemeChange(fit);
  return figure;

  function fit() {
    const width = matchMedia('print').matches ? PRINTED_WIDTH : canvas.clientWidth;
    if (width === 0) return;
    if (plot === undefined) draw(width);
    else {
      plot.setSize({ width, height: HEIGHT });
      plot.redraw();
    }
  }

  /** @param {number} width */
  function draw(width) {
    const options = chartOptions(chart, isLog, { width, height: HEIGHT }, legend.isShown);
    const data = [
      chart.across.values,
      ...chart.lines.map(({ values }) => (isLog ? values.map(aboveZero) : values)),
    ];
    plot = new uPlot(
      {
        ...options,
        hooks: { ...options.hooks, setCursor: [({ cursor }) => legend.show(cursor.idx ?? null)] },
      },
      /** @type {uPlot.AlignedData} */ (data),
      canvas,
    );
    if (chart.across.isTime) overTime.add(plot);
  }

  function toggleLog() {
    isLog = !isLog;
    logButton.setAttribute('aria-pressed', String(isLog));
    if (plot === undefined) return;
    const { width } = plot;
    overTime.delete(plot);
    plot.destroy();
    draw(width);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (plot === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = chart.across.values.length - 1;
    const at = plot.cursor.idx ?? -1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) moveTo(plot, Math.max(0, Math.min(last, to)));
    else if (event.key === 'Escape') for (const one of together(plot)) one.setCursor({ left: -10, top: -10 });
    else if (ZOOM[event.key] !== undefined) zoom(plot, /** @type {number} */ (ZOOM[event.key]));
    else return;
    event.preventDefault();
  }

  /**
   * @param {uPlot} of
   * @param {number} index
   */
  function moveTo(of, index) {
    const across = /** @type {number} */ (chart.across.values[index]);
    for (const one of together(of))
      one.setCursor({ left: one.valToPos(across, 'x'), top: one.over.clientHeight / 2 });
    spoken.textContent = `${chart.across.format(across)}: ${legend.words(index)}`;
  }

  /**
   * Zooms around where the cursor is; charts over time all alike.
   *
   * @param {uPlot} of
   * @param {number} factor 0: all of it
   */
  function zoom(of, factor) {
    const { values } = chart.across;
    const [first, last] = [values[0] ?? 0, values.at(-1) ?? 1];
    const { min, max } = of.scales.x ?? {};
    const middle = values[of.cursor.idx ?? -1] ?? ((min ?? first) + (max ?? last)) / 2;
    const half = factor === 0 ? Infinity : (((max ?? last) - (min ?? first)) / 2) * factor;
    const range = { min: Math.max(first, middle - half), max: Math.min(last, middle + half) };
    for (const one of together(of)) one.setScale('x', range);
  }

  /**
   * Charts over time move together.
   *
   * @param {uPlot} of
   */
  function together(of) {
    return chart.across.isTime ? overTime : [of];
  }
}

/** @type {Readonly<Record<string, number | undefined>>} */
const ZOOM = { '+': 0.5, '=': 0.5, '-': 2, 0: 0 };

/**
 * Nothing stands at zero on a logarithmic scale.
 *
 * @param {number | null} value
 */
function aboveZero(value) {
  return value === 0 ? null : value;
}
