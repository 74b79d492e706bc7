import { createHash } from 'node:crypto';
import { renderSummary } from '../render-summary.ts';
import type { DetailedReport } from './detailed-report.ts';
import { embedJson } from './embed-json.ts';
import { escapeHtml } from './escape-html.ts';
import { pageAssets } from './page-assets.ts';
import { pageTitle, toPageData } from './to-page-data.ts';

/**
 * A run as one page that needs nothing else: no network, no other file. What a log says is in it as JSON and is only
 * ever shown as text; should some of it pass for a script all the same, the page's own policy does not let it run.
 */
export function renderHtml(report: DetailedReport): string {
  const { chartScript, pageScript, styles } = pageAssets();
  const scripts = [chartScript, pageScript];
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(sourceOf).join(' ')}`,
    `style-src ${sourceOf(styles)}`,
    "img-src data:; base-uri 'none'; form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(pageTitle(report.run))} · reprise</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
</head>
<body>
<noscript><pre>${escapeHtml(renderSummary(report, PLAIN).slice(0, LONGEST_TEXT))}</pre></noscript>
<div id="page"></div>
<script type="application/json" id="data">${embedJson(toPageData(report))}</script>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}

/** What is shown where no script runs. */
const PLAIN = { width: 100, color: false };
const LONGEST_TEXT = 30_000;

/** How a policy names what stands in the page itself. */
function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
