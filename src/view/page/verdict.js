import { baselineTable } from './baseline-table.js';
import { checksTable } from './checks-table.js';
import { element } from './element.js';
import { formatCount, formatDuration, formatLocalTime, formatRate, formatShare } from './format.js';

/** @import { PageData, Said } from '../html/page-data.ts' */

const BY_TONE = /** @type {Readonly<Record<Said['tone'], string>>} */ ({
  good: '✓',
  warn: '!',
  bad: '✕',
  strong: '',
  faint: '',
});

const NOT_VALID =
  'The figures below are what was measured, but they do not tell what the target does under the load that was asked for.';

/**
 * What came of it, before all figures: whether they can be trusted, what happened, and what changed against the log.
 *
 * @param {PageData} data
 */
export function verdict(data) {
  const { headline, drift, checks, baseline, model, findings, notes } = data;
  const warnings = headline.slice(0, -1);
  const happened = headline.at(-1);
  return element(
    'div',
    { class: 'verdict' },
    ...warnings.map((said) => element('p', { class: `banner ${said.tone}`, role: 'alert' }, said.text)),
    !data.valid && element('p', { class: 'note' }, NOT_VALID),
    element('h1', {}, data.title),
    element(
      'p',
      { class: 'quiet' },
      data.target,
      ' · ',
      element('time', { datetime: data.startedAt }, formatLocalTime(data.startedAt)),
    ),
    happened && sentence({ ...happened, text: happened.text.replace(/^reprise: /, '') }, 'happened'),
    drift && sentence(drift, 'drift'),
    checks && checksTable(checks),
    baseline && baselineTable(baseline),
    keyFigures(data),
    books(data),
    ...[...findings.map((text) => `Generator: ${text}`), ...(model === null ? [] : [model]), ...notes].map(
      (text) => element('p', { class: 'note' }, text),
    ),
  );
}

/**
 * @param {Said} said
 * @param {string} name
 */
function sentence({ text, tone }, name) {
  const sign = BY_TONE[tone];
  return element(
    'p',
    { class: `sentence ${name} ${tone}` },
    sign !== '' && element('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
    element('span', {}, text),
  );
}

/** @param {PageData} data */
function keyFigures({ figures, changes }) {
  const { planned, failed, dropped, statuses, rateMade, rateAsked, times } = figures;
  const errors = statuses.reduce((sum, [status, count]) => (status >= 500 ? sum + count : sum), 0);
  const [[, response], , , [, lag]] = /** @type {[typeof times[0], unknown, unknown, typeof times[0]]} */ (
    times
  );
  return element(
    'dl',
    { class: 'key-figures' },
    figure('Rate made', formatRate(rateMade), `asked ${rateAsked}`),
    figure('Response time p50', formatDuration(response.p50), `mean ${formatDuration(response.mean)}`),
    figure('Response time p99', formatDuration(response.p99), `max ${formatDuration(response.max)}`),
    figure(
      'Failed, dropped, 5xx',
      formatShare(failed + dropped + errors, planned),
      `${formatCount(failed + dropped + errors)} of ${formatCount(planned)}`,
      failed + dropped + errors > 0 ? 'bad' : '',
    ),
    changes &&
      figure(
        'Unexplained changes',
        formatCount(changes.unexplained),
        `of ${formatCount(changes.compared)} compared`,
        changes.unexplained > 0 ? 'bad' : '',
      ),
    figure('Lag p99', formatDuration(lag.p99), 'the generator’s own'),
  );
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} beside
 */
function figure(name, value, beside, tone = '') {
  return element(
    'div',
    {},
    element('dt', {}, name),
    element('dd', { class: `value ${tone}` }, value),
    element('dd', { class: 'quiet' }, beside),
  );
}

/**
 * Every planned request is in exactly one of three places, and how each of them ended.
 *
 * @param {PageData} data
 */
function books({ figures }) {
  const { planned, answered, failed, dropped, warmup, statuses, failures, drops } = figures;
  const items = [
    ...statuses.map(
      ([status, count]) =>
        /** @type {const} */ ([status === 0 ? 'no status' : String(status), count, `s${String(status)[0]}`]),
    ),
    ...failures.map(([reason, count]) => /** @type {const} */ ([reason, count, 'failed'])),
    ...drops.map(([reason, count]) => /** @type {const} */ ([reason, count, 'dropped'])),
  ];
  const left = planned - answered - failed - dropped;
  return element(
    'div',
    { class: 'books' },
    element(
      'p',
      {},
      `planned ${formatCount(planned)} = answered ${formatCount(answered)} + failed ${formatCount(failed)} + dropped ${formatCount(dropped)}`,
      left !== 0 && ` + unaccounted ${formatCount(left)}`,
      warmup > 0 &&
        element('span', { class: 'quiet' }, `; ${formatCount(warmup)} of the warm-up are in no figure`),
    ),
    items.length > 0 &&
      element(
        'ul',
        { class: 'ends', 'aria-label': 'How they ended' },
        ...items.map(([name, count, kind]) =>
          element(
            'li',
            { class: kind },
            element('b', {}, name),
            ` ${formatCount(count)} `,
            element('span', { class: 'quiet' }, formatShare(count, planned)),
          ),
        ),
      ),
  );
}
