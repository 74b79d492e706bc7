import { chartFigure } from './chart.js';
import { element } from './element.js';
import {
  formatAxisDuration,
  formatAxisRate,
  formatCount,
  formatDuration,
  formatMoment,
  formatRate,
} from './format.js';
import { section } from './section.js';

/** @import { PageData, TimelinePart } from '../html/page-data.ts' */
/** @import { Chart, Mark } from './chart.js' */

/**
 * The run over time.
 *
 * @param {PageData} data
 */
export function timeCharts({ timeline }) {
  if (timeline.startS.length < 2) {
    const short =
      timeline.startS.length === 0 ? 'Nothing was due.' : 'The run was too short to show it over time.';
    return section('over-time', 'Over time', element('p', { class: 'quiet' }, short));
  }
  const across = {
    values: timeline.startS,
    label: 'from the start',
    format: formatMoment,
    isTime: true,
  };
  const common = { across, marks: marksOf(timeline) };
  const rates = { ...common, format: formatRate, formatAxis: formatAxisRate };
  const durations = { ...common, format: formatDuration, formatAxis: formatAxisDuration };
  const charts = [
    chartFigure({ ...rates, ...rateChart(timeline) }),
    chartFigure({ ...rates, ...answersChart(timeline) }),
    chartFigure({
      ...durations,
      title: 'Response time',
      note: 'From when a request was due to the last byte of its answer. By when it was due.',
      scale: 'both',
      lines: [
        { label: 'p50', values: timeline.p50, color: '--p50' },
        { label: 'p95', values: timeline.p95, color: '--p95' },
        { label: 'p99', values: timeline.p99, color: '--p99', width: 2.25 },
      ],
    }),
    chartFigure({
      ...common,
      format: formatCount,
      title: 'In flight',
      note: 'Requests that waited for their answer, at the end of each stretch. Where it climbs, the target falls behind.',
      scale: 'linear',
      lines: [{ label: 'in flight', values: timeline.inFlight, color: '--p95', filled: true }],
    }),
    ...driftCharts(rates, timeline),
    chartFigure({
      ...durations,
      title: 'Lag of the generator',
      note: 'How late requests were sent: the fault of the generator, never of the target.',
      scale: 'both',
      lines: [
        { label: 'p50', values: timeline.lagP50, color: '--p50' },
        { label: 'p99', values: timeline.lagP99, color: '--p95' },
        { label: 'max', values: timeline.lagMax, color: '--c3', dash: [2, 3] },
      ],
    }),
  ];
  const note = `Each point is a stretch of ${formatMoment(timeline.lengthS)}. Drag across a chart to zoom in, double-click to zoom out; a press on a name switches its line off.`;
  return section(
    'over-time',
    'Over time',
    element('p', { class: 'quiet on-screen' }, note),
    element('div', { class: 'charts' }, ...charts),
  );
}

/** @param {TimelinePart} timeline */
function rateChart({ asked, made }) {
  return {
    title: 'Rate',
    note:
      asked === null
        ? 'Requests sent. Nobody asked for a rate: arrivals waited for answers.'
        : 'Requests that were due (asked) and that were sent (made). Where they part, the figures do not tell of the rate that was asked for.',
    scale: /** @type {const} */ ('linear'),
    lines: [
      ...(asked === null
        ? []
        : [{ label: 'asked', values: asked, color: '--c3', dash: [5, 4], stepped: true, width: 2.5 }]),
      { label: 'made', values: made, color: '--c2', stepped: true },
    ],
  };
}

/** @param {TimelinePart} timeline */
function answersChart({ classes, failed, dropped }) {
  const [informed = [], ok = [], redirected = [], refused = [], broken = []] = classes;
  const lines = [
    { label: '1xx', values: informed, color: '--c3', dash: [1, 3] },
    { label: '2xx', values: ok, color: '--c2' },
    { label: '3xx', values: redirected, color: '--c3', dash: [6, 3] },
    { label: '4xx', values: refused, color: '--c4', dash: [9, 3, 2, 3], width: 2 },
    { label: '5xx', values: broken, color: '--c5', width: 2.5, filled: true },
    { label: 'failed', values: failed, color: '--failed', dash: [3, 3], width: 2.5 },
    { label: 'dropped', values: dropped, color: '--dropped', dash: [1, 3], width: 2.5 },
  ];
  return {
    title: 'Answers',
    note: 'By class of status, by when their requests were due; failed: no whole answer came; dropped: never sent.',
    scale: /** @type {const} */ ('both'),
    lines: lines.filter(({ values }) => values.some((value) => value !== null && value > 0)),
  };
}

/**
 * @param {Pick<Chart, 'across' | 'marks' | 'format' | 'formatAxis'>} rates
 * @param {TimelinePart} timeline
 */
function driftCharts(rates, { unexplained }) {
  if (unexplained === null || !unexplained.some((value) => value !== null && value > 0)) return [];
  return [
    chartFigure({
      ...rates,
      title: 'Unexplained changes',
      note: 'Answers other than recorded, for no known reason: when it began tells what to look for in the logs of the target.',
      scale: 'linear',
      lines: [{ label: 'unexplained', values: unexplained, color: '--c5', width: 2, filled: true }],
    }),
  ];
}

/**
 * @param {TimelinePart} timeline
 * @returns {Mark[]}
 */
function marksOf({ warmupS, stoppedS }) {
  return [
    ...(warmupS > 0 ? [{ from: 0, to: warmupS, label: 'warm-up' }] : []),
    ...(stoppedS === null ? [] : [{ from: stoppedS, to: null, label: 'turned bad' }]),
  ];
}
