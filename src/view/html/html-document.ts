import { createHash } from 'node:crypto';
import { escapeHtml } from './escape-html.ts';

/** A page that needs nothing else: no network, no other file. */
export interface HtmlDocument {
  /** Plain text. */
  readonly title: string;
  readonly styles: string;
  /** What its scripts are; no other runs, whatever a log says. */
  readonly scripts: readonly string[];
  /** HTML; what comes of a log is escaped in it. */
  readonly body: string;
}

/** The document around a page, with a policy by which it loads nothing and runs only its own scripts. */
export function htmlDocument({ title, styles, scripts, body }: HtmlDocument): string {
  const policy = [
    "default-src 'none'",
    ...(scripts.length === 0 ? [] : [`script-src ${scripts.map(sourceOf).join(' ')}`]),
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
<title>${escapeHtml(title)} · reprise</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
</head>
<body>
${[body, ...scripts.map((script) => `<script>${script}</script>`)].join('\n')}
</body>
</html>
`;
}

function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
