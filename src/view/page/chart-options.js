import { colorOf } from './theme.js';

/** @import { Chart, ChartLine, Mark } from './chart.js' */

/**
 * What uPlot is told of a chart. Colours are asked for at every drawing, since the theme may change.
 *
 * @param {Chart} chart
 * @param {boolean} isLog
 * @param {{ width: number, height: number }} size
 * @param {(line: number) => boolean} isShown
 * @returns {uPlot.Options}
 */
export function chartOptions(chart, isLog, size, isShown) {
  const { across, lines, format, formatAxis = format, marks } = chart;
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const axis = {
    font,
    stroke: () => colorOf('--quiet'),
    grid: { stroke: () => colorOf('--line'), width: 1 },
    ticks: { stroke: () => colorOf('--line'), width: 1, size: 4 },
  };
  return {
    ...size,
    legend: { show: false },
    cursor: {
      drag: { x: true, y: false },
      points: { size: 7 },
      ...(across.isTime && { sync: { key: 'time', setSeries: false, scales: ['x', null] } }),
    },
    scales: {
      x: { time: false },
      y: isLog ? { distr: 3, range: logRange } : { range: (_, __, max) => [0, max > 0 ? max * 1.06 : 1] },
    },
    axes: [
      {
        ...axis,
        ...(across.marks && { splits: () => (across.marks ?? []).map(([at]) => at) }),
        values: (_, splits) => splits.map(acrossLabel),
        size: 34,
      },
      {
        ...axis,
        values: (_, splits) => splits.map((value) => formatAxis(value)),
        ...(isLog && { splits: logSplits }),
        size: (_, labels) => 16 + 7 * Math.max(4, ...(labels ?? []).map((label) => (label ?? '').length)),
      },
    ],
    series: [{}, ...lines.map((line, i) => ({ ...seriesOf(line), show: isShown(i) }))],
    hooks: { drawAxes: [(plot) => drawMarks(plot, marks, font)] },
  };

  /** @param {number} value */
  function acrossLabel(value) {
    return across.marks?.find(([at]) => at === value)?.[1] ?? across.format(value);
  }
}

/**
 * @param {ChartLine} line
 * @returns {uPlot.Series}
 */
function seriesOf({ label, color, width = 1.75, dash, stepped, filled, values }) {
  const few = values.filter((value) => value !== null).length < 3;
  const stepsOf = uPlot.paths.stepped?.({ align: 1 });
  return {
    label,
    width,
    ...(dash && { dash: [...dash] }),
    stroke: () => colorOf(color),
    ...(filled && { fill: () => `color-mix(in srgb, ${colorOf(color)} 14%, transparent)` }),
    ...(stepped && stepsOf && !few && { paths: stepsOf }),
    points: { show: few },
  };
}

/**
 * Whole powers of ten around what is shown.
 *
 * @param {uPlot} _
 * @param {number | null} min
 * @param {number | null} max
 * @returns {uPlot.Range.MinMax}
 */
function logRange(_, min, max) {
  if (!min || !max) return [1, 10];
  const low = 10 ** Math.floor(Math.log10(min));
  return [low, Math.max(low * 10, 10 ** Math.ceil(Math.log10(max)))];
}

/**
 * Each power of ten.
 *
 * @param {uPlot} _
 * @param {number} __
 * @param {number} min
 * @param {number} max
 */
function logSplits(_, __, min, max) {
  const [low, high] = [Math.round(Math.log10(min)), Math.round(Math.log10(max))];
  return Array.from({ length: Math.max(1, high - low + 1) }, (___, i) => 10 ** (low + i));
}

/**
 * Shades what is to be told apart from the rest, as the warm-up.
 *
 * @param {uPlot} plot
 * @param {readonly Mark[]} marks
 * @param {string} font
 */
function drawMarks(plot, marks, font) {
  const { ctx, bbox } = plot;
  const at = (/** @type {number} */ value) =>
    Math.max(bbox.left, Math.min(bbox.left + bbox.width, plot.valToPos(value, 'x', true)));
  ctx.save();
  for (const { from, to, label } of marks) {
    const left = at(from);
    const right = to === null ? left + uPlot.pxRatio * 1.5 : at(to);
    if (right <= left || left >= bbox.left + bbox.width) continue;
    ctx.fillStyle = colorOf(to === null ? '--bad' : '--shade');
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.fillStyle = colorOf('--quiet');
    ctx.font = font.replace('12px', `${11 * uPlot.pxRatio}px`);
    ctx.textAlign = 'left';
    ctx.textBaseline = 'top';
    ctx.fillText(label, left + 4 * uPlot.pxRatio, bbox.top + 3 * uPlot.pxRatio);
  }
  ctx.restore();
}
