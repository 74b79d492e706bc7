import { readFileSync } from 'node:fs';
import { formatCount, formatDuration, formatLocalTime, formatShare, NO_VALUE } from '../format-units.ts';
import type { HistoryRow } from '../history-row.ts';
import { cellText } from '../paint.ts';
import { verdict } from '../verdict.ts';
import { escapeHtml } from './escape-html.ts';
import { htmlDocument } from './html-document.ts';
import { short } from './name-table.ts';
import { type TrendPoint, trendChart } from './trend-chart.ts';

/** A run and the name of the file that its page is; null: it has none any more. */
export interface TrendRow extends HistoryRow {
  readonly file: string | null;
}

/**
 * The runs of a folder of reports as one page, oldest first in its charts and newest first in its tables: how each name goes, with a link to the
 * page of each run. It needs no network, and no script.
 */
export function renderTrend(rows: readonly TrendRow[]): string {
  const styles = readFileSync(new URL('../page/trend.css', import.meta.url), 'utf8').replaceAll('\r\n', '\n');
  const names = [...Map.groupBy(rows, ({ run }) => run.name ?? '')];
  return htmlDocument({
    title: 'Runs',
    styles,
    scripts: [],
    body: `<h1>Runs</h1>
${names.map(([name, of]) => section(name, of.slice(-MOST))).join('\n')}`,
  });
}

/** More are no trend that anybody sees. */
const MOST = 400;

function section(name: string, rows: readonly TrendRow[]): string {
  const chart = (title: string, value: (row: TrendRow) => number | null, text: (row: TrendRow) => string) =>
    trendChart(
      `${title}, at last ${text(rows.at(-1)!)}`,
      rows.map((row) => point(row, value(row), text(row))),
    );
  return `<section>
<h2>${escapeHtml(name === '' ? '(no name)' : short(name, 80))}</h2>
<div class="charts">
${chart('p99 of response time', ({ p99Us }) => p99Us, p99)}
${chart('failed', ({ failed, planned }) => part(failed, planned), failedShare)}
${chart('unexplained', ({ unexplained, compared }) => part(unexplained, compared), unexplainedShare)}
</div>
<table>
<thead><tr><th>began</th><th>run</th><th>verdict</th><th class="figure">p99</th><th class="figure">failed</th><th class="figure">unexplained</th><th class="figure">planned</th></tr></thead>
<tbody>
${rows.toReversed().map(tableRow).join('\n')}
</tbody>
</table>
</section>`;
}

function tableRow(row: TrendRow): string {
  const { run, file, planned } = row;
  const began = escapeHtml(formatLocalTime(run.startedAt));
  const said = verdict(run);
  return `<tr><td>${file === null ? began : `<a href="${escapeHtml(encodeURIComponent(file))}">${began}</a>`}</td><td>${run.id}</td><td class="${tone(row)}">${escapeHtml(short(cellText(said), 80))}</td>${[
    p99(row),
    failedShare(row),
    unexplainedShare(row),
    formatCount(planned),
  ]
    .map((text) => `<td class="figure">${escapeHtml(text)}</td>`)
    .join('')}</tr>`;
}

function point(row: TrendRow, value: number | null, text: string): TrendPoint {
  const { run } = row;
  const words = `${formatLocalTime(run.startedAt)}, run ${run.id}: ${text}, ${short(cellText(verdict(run)), 80)}`;
  return { value, text: words, tone: tone(row) };
}

function tone({ run }: TrendRow): TrendPoint['tone'] {
  const said = verdict(run);
  const found = typeof said === 'string' ? undefined : said.tone;
  return found === 'good' || found === 'warn' || found === 'bad' ? found : 'none';
}

function p99({ p99Us }: TrendRow): string {
  return formatDuration(p99Us);
}

function failedShare({ failed, planned }: TrendRow): string {
  return planned === 0 ? NO_VALUE : formatShare(failed, planned);
}

function unexplainedShare({ unexplained, compared }: TrendRow): string {
  return compared === 0 ? NO_VALUE : formatShare(unexplained, compared);
}

function part(of: number, whole: number): number | null {
  return whole === 0 ? null : of / whole;
}
