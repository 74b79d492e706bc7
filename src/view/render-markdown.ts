import { type CheckResult, hasPassed, type Percentiles, type Run } from '../model.ts';
import { askedRate } from './asked-rate.ts';
import { worseRows } from './baseline-table.ts';
import { formatValue } from './check-table.ts';
import { clientSentences } from './client-sentence.ts';
import { driftSentence, statusChange } from './drift-sentence.ts';
import { endpointNamer } from './endpoint-tables.ts';
import { formatCount, formatDuration, formatLocalTime, formatRate, formatShare } from './format-units.ts';
import { headline } from './headline.ts';
import { markdownTable } from './markdown-table.ts';
import { markdownText } from './markdown-text.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';

/** A run in GitHub's Markdown, for a comment to a pull request: the verdict, what changed, and the figures. */
export function renderMarkdown(report: Report): string {
  const { run, summary } = report;
  const [first, ...others] = headline(report).map(({ text }) => text);
  const drift = driftSentence(report)?.text;
  const name = run.name === null ? `run ${run.id}` : `${printable(run.name)} (run ${run.id})`;
  return `${[
    [`### ${isGood(report) ? '✅' : '❌'} ${markdownText(name)}`],
    [`**${markdownText(first!)}**`, ...others.map(markdownText), ...(drift ? [markdownText(drift)] : [])],
    checks(run.checks),
    worse(run),
    clientSentences(run.clientReasons, ROWS).map((text) => `- ${markdownText(text)}`),
    changes(report),
    times(report),
    slowest(report),
    [
      `<sub>${[
        formatLocalTime(run.startedAt),
        run.target,
        ...run.logs.map(({ path }) => path),
        `asked ${askedRate(run)}, made ${formatRate(report.rateMade)}`,
        `planned ${formatCount(summary.planned)} = answered ${formatCount(summary.answered)} + failed ${formatCount(summary.failed)} + dropped ${formatCount(summary.dropped)}`,
      ]
        .map((item) => markdownText(printable(item)))
        .join(' · ')}</sub>`,
    ],
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n\n'))
    .join('\n\n')}\n`;
}

function isGood({ run }: Report): boolean {
  return hasPassed(run) || (run.state === 'finished' && run.repetition?.confirmed?.length === 0);
}

function checks(results: readonly CheckResult[]): string[] {
  if (results.length === 0) return [];
  const failedFirst = results.toSorted((a, b) => Number(a.passed) - Number(b.passed));
  return markdownTable(
    ['', 'check', 'actual', 'limit', 'requests'],
    failedFirst.map(({ check, passed, unit, actual, limit, samples, why }) => [
      passed ? '✅' : '❌',
      printable(why === null ? check : `${check}: ${why}`),
      formatValue(actual, unit),
      formatValue(limit, unit),
      formatCount(samples),
    ]),
    'llrrr',
  );
}

/** What is worse than in the baseline. */
function worse({ comparison }: Run): string[] {
  if (comparison === null) return [];
  return markdownTable(
    [`worse than run ${comparison.runId}`, 'figure', 'before', 'now', 'change', '95% interval'],
    worseRows(comparison, 3)
      .slice(0, ROWS)
      .map(({ endpoint, figure, before, now, change, interval }) => [
        ...[endpoint, figure, before, now, change, interval],
      ]),
    'llrrrr',
  );
}

function changes({ summary: { drift }, endpoints }: Report): string[] {
  const changed = (drift?.cells ?? []).filter(({ comparison }) => comparison !== 'same');
  const name = endpointNamer(endpoints);
  const more = changed.length > ROWS ? ` (${ROWS} of ${formatCount(changed.length)})` : '';
  return markdownTable(
    [`changed against the log${more}`, 'recorded → replayed', 'requests', 'why'],
    changed
      .slice(0, ROWS)
      .map((cell) => [name(cell.endpointId), statusChange(cell), formatCount(cell.count), cell.comparison]),
    'llrl',
  );
}

function times({ summary }: Report): string[] {
  if (summary.sent === 0) return [];
  const row = (what: string, { mean, p50, p90, p95, p99, p999, max }: Percentiles) => [
    what,
    ...[mean, p50, p90, p95, p99, p999, max].map(formatDuration),
  ];
  return markdownTable(
    ['', 'mean', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max'],
    [
      row('response time', summary.responseTimeUs),
      row('service time', summary.serviceTimeUs),
      row('ttfb', summary.ttfbUs),
      row('lag', summary.lagUs),
    ],
    'lrrrrrrr',
  );
}

function slowest({ summary, endpoints }: Report): string[] {
  const name = endpointNamer(endpoints);
  const measured = summary.endpoints.filter(({ responseTimeUs }) => responseTimeUs.p95 !== null);
  const bySpeed = measured.toSorted((a, b) => b.responseTimeUs.p95! - a.responseTimeUs.p95!);
  const rows = markdownTable(
    ['slowest to respond', 'p50', 'p95', 'p99', 'requests', 'bad'],
    bySpeed
      .slice(0, ROWS)
      .map(({ endpointId, responseTimeUs: { p50, p95, p99 }, planned, bad }) => [
        name(endpointId),
        formatDuration(p50),
        formatDuration(p95),
        formatDuration(p99),
        formatCount(planned),
        formatShare(bad, planned),
      ]),
    'lrrrrr',
  );
  return rows.length === 0 ? [] : [`<details><summary>endpoints</summary>`, ...rows, '</details>'];
}

const ROWS = 10;
