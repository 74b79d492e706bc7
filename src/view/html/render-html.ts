import { renderSummary } from '../render-summary.ts';
import type { DetailedReport } from './detailed-report.ts';
import { embedJson } from './embed-json.ts';
import { escapeHtml } from './escape-html.ts';
import { htmlDocument } from './html-document.ts';
import { pageAssets } from './page-assets.ts';
import { pageTitle, toPageData } from './to-page-data.ts';

/**
 * A run as one page that needs nothing else: no network, no other file. What a log says is in it as JSON and is only
 * ever shown as text; should some of it pass for a script all the same, the page's own policy does not let it run.
 */
export function renderHtml(report: DetailedReport): string {
  const { chartScript, pageScript, styles } = pageAssets();
  return htmlDocument({
    title: pageTitle(report.run),
    styles,
    scripts: [chartScript, pageScript],
    body: `<noscript><pre>${escapeHtml(renderSummary(report, PLAIN).slice(0, LONGEST_TEXT))}</pre></noscript>
<div id="page"></div>
<script type="application/json" id="data">${embedJson(toPageData(report))}</script>`,
  });
}

/** What is shown where no script runs. */
const PLAIN = { width: 100, color: false };
const LONGEST_TEXT = 30_000;
