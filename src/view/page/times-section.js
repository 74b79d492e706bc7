import { chartFigure } from './chart.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import { formatAxisDuration, formatCount, formatDuration } from './format.js';
import { section } from './section.js';

/** @import { MeasureName, PageData } from '../html/page-data.ts' */

const MEANINGS = /** @type {Readonly<Record<MeasureName, readonly [name: string, meaning: string]>>} */ ({
  response: ['Response time', 'due → last byte: what a user would have waited'],
  service: ['Service time', 'sent → last byte: what the target took'],
  ttfb: ['TTFB', 'sent → first byte'],
  lag: ['Lag', 'due → sent: how late the generator was'],
});

/**
 * The four times: their percentiles, and what each of them is.
 *
 * @param {PageData} data
 */
export function timesSection({ figures, curves }) {
  const columns = [
    { label: 'time', text: true },
    ...['mean', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max', 'count'].map((label) => ({ label })),
  ];
  const rows = figures.times.map(([measure, { mean, p50, p90, p95, p99, p999, max, count }]) => [
    nameOf(measure),
    ...[mean, p50, p90, p95, p99, p999, max].map(formatDuration),
    formatCount(count),
  ]);
  return section(
    'times',
    'Response times',
    dataTable(
      { caption: 'The four times of all requests', hideCaption: true, columns, class: 'times' },
      rows,
    ),
    figures.timedOut > 0 &&
      element(
        'p',
        { class: 'quiet' },
        `Response and service time count ${formatCount(figures.timedOut)} that timed out with the time they were given.`,
      ),
    curves.response.shares.length > 1 && percentileChart(curves),
  );
}

/** @param {MeasureName} measure */
function nameOf(measure) {
  const [name, meaning] = MEANINGS[measure];
  return element('span', {}, name, element('span', { class: 'quiet meaning' }, meaning));
}

/** @param {PageData['curves']} curves */
function percentileChart(curves) {
  const most = Object.values(curves).reduce((longest, curve) =>
    curve.shares.length > longest.shares.length ? curve : longest,
  );
  const nines = most.shares.map(ninesOf);
  const lines = /** @type {const} */ ([
    ['response', '--p99', undefined, 2.5],
    ['service', '--c2', [6, 3], 1.75],
    ['ttfb', '--c4', [2, 3], 1.75],
    ['lag', '--c3', [9, 3, 2, 3], 1.75],
  ]);
  return chartFigure({
    title: 'Percentile curve',
    note: 'How long the quickest 50%, 90%, 99% … took at most; each step to the right has a tenth of the requests beyond it. Where response time leaves service time, requests waited before they were sent.',
    across: {
      values: nines,
      label: 'share',
      format: (value) => formatNines(value),
      marks: [
        [0, 'min'],
        [ninesOf(0.5), '50%'],
        .../** @type {[number, string][]} */ ([1, 2, 3, 4, 5, 6].map((n) => [n, formatNines(n)])),
      ],
    },
    lines: lines.map(([measure, color, dash, width]) => ({
      label: MEANINGS[measure][0].toLowerCase(),
      values: nines.map((_, i) => curves[measure].us[i] ?? null),
      color,
      ...(dash && { dash }),
      width,
      hidden: measure === 'ttfb',
    })),
    format: formatDuration,
    formatAxis: formatAxisDuration,
    scale: 'both',
    startsLog: true,
    marks: [],
  });
}

/**
 * 90% is 1, 99% is 2: how many nines.
 *
 * @param {number} share
 */
function ninesOf(share) {
  return share === 0 ? 0 : Number((-Math.log10(1 - share)).toFixed(6));
}

/** @param {number} nines */
function formatNines(nines) {
  const percent = 100 * (1 - 10 ** -nines);
  return `${Number(percent.toFixed(Math.max(1, Math.ceil(nines) - 1)))}%`;
}
